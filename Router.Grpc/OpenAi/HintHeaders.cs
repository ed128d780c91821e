using Routing.Features;

namespace Router.Grpc.OpenAi;

/// <summary>What callers may say of the work in headers, where their wire format has no field for it.</summary>
internal static class HintHeaders
{
    private const string Agent = "x-routing-agent";
    private const string Execution = "x-routing-execution";
    private const int LongestId = 256;

    /// <summary>Fills in what the body left open.</summary>
    public static RoutingHints Complete(RoutingHints hints, IHeaderDictionary headers)
    {
        var agent = hints.AgentId ?? Value(headers, Agent);
        var execution = hints.ExecutionId ?? Value(headers, Execution);
        return ReferenceEquals(agent, hints.AgentId) && ReferenceEquals(execution, hints.ExecutionId)
            ? hints
            : hints with { AgentId = agent, ExecutionId = execution };
    }

    // These ids end up in every row of the ledger; what is longer is no id.
    private static string? Value(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && values is [{ Length: > 0 and <= LongestId } value] ? value : null;
}
