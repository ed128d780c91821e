using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Providers.Anthropic;
using Providers.Gemini;
using Providers.Ollama;
using Providers.OpenAi;

namespace Providers;

/// <summary>The adapters, one for each profile, shared by everybody: they hold no state.</summary>
public static class ProviderAdapters
{
    private static readonly FrozenDictionary<string, IProviderAdapter> Adapters =
        ProviderProfiles.All.ToFrozenDictionary(profile => profile.Name, Create, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the adapter of a profile.</summary>
    /// <param name="profile">The profile's name, as in <see cref="Routing.Catalog.Provider.Profile"/>.</param>
    /// <param name="adapter">The adapter.</param>
    /// <returns>False when nobody speaks that profile; its deployments cannot be called.</returns>
    public static bool TryGet(string profile, [NotNullWhen(true)] out IProviderAdapter? adapter) =>
        Adapters.TryGetValue(profile, out adapter);

    private static IProviderAdapter Create(ProviderProfile profile) => profile.Format switch
    {
        WireFormat.OllamaChat => new OllamaAdapter(profile),
        WireFormat.AnthropicMessages => new AnthropicAdapter(profile),
        WireFormat.Gemini => new GeminiAdapter(profile),
        _ => new OpenAiCompatibleAdapter(profile),
    };
}
