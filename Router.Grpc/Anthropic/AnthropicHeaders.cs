using Providers.Anthropic;

namespace Router.Grpc.Anthropic;

/// <summary>The headers of Anthropic's API: those that say how a body is meant, and those that give its callers away.</summary>
internal static class AnthropicHeaders
{
    private const string Version = AnthropicAdapter.VersionHeader;
    private const string Beta = AnthropicAdapter.BetaHeader;

    /// <summary>What an upstream of the same format must see.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ToForward(IHeaderDictionary headers)
    {
        List<KeyValuePair<string, string>> found = [];
        foreach (var name in (string[])[Version, Beta])
        {
            if (headers.TryGetValue(name, out var values))
            {
                found.AddRange(values.OfType<string>().Select(value => KeyValuePair.Create(name, value)));
            }
        }

        return found;
    }

    /// <summary>Whether the caller speaks Anthropic's API where the path does not say so.</summary>
    public static bool AreIn(IHeaderDictionary headers) => headers.ContainsKey(Version) || headers.ContainsKey("x-api-key");
}
