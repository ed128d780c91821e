using Aspire.Routing.V1;
using Microsoft.Extensions.AI;

namespace Aspire.Routing.Client;

/// <summary>What a caller may say to the router beyond what every chat client knows.</summary>
public static class RoutingOptions
{
    private const string Key = "aspire.routing";

    extension(ChatOptions? options)
    {
        /// <summary>What was said; null when nothing was.</summary>
        public RoutingHints? Routing => options?.AdditionalProperties?.TryGetValue(Key, out RoutingHints? hints) is true ? hints : null;
    }

    /// <summary>Says what the work needs: required capabilities, a policy, a limit of cost, the agent and its step.</summary>
    /// <returns>The same options.</returns>
    public static ChatOptions WithRouting(this ChatOptions options, RoutingHints hints)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[Key] = hints;
        return options;
    }
}
