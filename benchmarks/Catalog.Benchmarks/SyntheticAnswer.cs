using Aspire.Catalog.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Catalog.Benchmarks;

/// <summary>A provider's answer of any length, each entry about a kilobyte, as OpenRouter's are.</summary>
internal static class SyntheticAnswer
{
    private static readonly string[] Makers = ["meta-llama", "qwen", "mistralai", "deepseek", "moonshotai", "google", "openai", "anthropic", "nvidia", "microsoft"];
    private static readonly string[] Lines = ["chat", "coder", "vision", "thinking", "mini", "large", "flash", "instruct"];

    public static string Name(int number) => $"{Makers[number % Makers.Length]}/model-{Lines[number / 10 % Lines.Length]}-{number}";

    /// <param name="provider">The provider.</param>
    /// <param name="models">How many models it lists.</param>
    /// <param name="round">Another round has other prices.</param>
    public static SyncProviderRequest Of(string provider, int models, int round = 0)
    {
        DiscoveredModel[] listed = [.. Enumerable.Range(0, models).Select(number => Model(number, round))];
        return new SyncProviderRequest
        {
            Provider = provider,
            Raw = ByteString.CopyFromUtf8($"[{string.Join(',', listed.Select(model => model.ProviderData))}]"),
            FetchedAt = Timestamp.FromDateTime(DateTime.UtcNow),
            Models = { listed },
        };
    }

    private static DiscoveredModel Model(int number, int round) => new()
    {
        Model = Name(number),
        Name = $"Model {number} of {Makers[number % Makers.Length]}",
        ContextWindow = 8_192 * (1 + (number % 16)),
        MaxOutputTokens = 4_096,
        Capabilities = { "chat", "streaming", "tools" },
        ProviderData = $$"""{"id":"{{Name(number)}}","description":"{{new string((char)('a' + (number % 26)), 900)}}","round":{{round}}}""",
        Prices = { new Price { Input = 100_000_000L * (1 + (number % 50)) + round, Output = 400_000_000L * (1 + (number % 50)), CachedInput = 10_000_000 } },
    };
}
