using System.Globalization;
using Providers.Chat;
using Providers.Embeddings;
using Providers.OpenAi.Responses;
using Routing.Catalog;
using Routing.Money;

namespace Providers.Tests.Usage;

/// <summary>What each provider reports, in the shape it reports it in, becomes one model of usage, and that a cost to the nano-dollar.</summary>
public sealed class RecordedUsageTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Usage");

    /// <summary>Until June a list with rates for the cache and for long prompts, then one that knows neither.</summary>
    private static readonly Deployment Priced = new()
    {
        Id = new(new("there"), "m"),
        Prices =
        [
            Rates(1, 3m, 15m) with { CachedInput = TokenPrice.FromDollarsPerMillion(0.3m), CacheWrite = TokenPrice.FromDollarsPerMillion(3.75m) },
            Rates(1, 6m, 22.5m) with
            {
                CachedInput = TokenPrice.FromDollarsPerMillion(0.6m), CacheWrite = TokenPrice.FromDollarsPerMillion(7.5m), ContextOver = 200_000,
            },
            Rates(6, 1.5m, 7.5m),
        ],
    };

    public static TheoryData<string> Recorded => [.. Directory.GetFiles(Path.Combine(Folder, "Fixtures")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Usage_and_its_cost_are_as_written_down(string file)
    {
        var expected = (await File.ReadAllLinesAsync(Path.Combine(Folder, "Expected.txt"))).Single(line => line.StartsWith($"{file}: ", StringComparison.Ordinal));

        var (usage, calls) = await ReadAsync(file);

        Assert.Equal(expected, $"{file}: {Print(usage, calls)}");
        Assert.True(usage?.IsPlausible ?? true);
    }

    private static string Print(TokenUsage? reported, int calls)
    {
        if (reported is not { } usage)
        {
            return "nothing reported";
        }

        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"fresh {usage.FreshInputTokens}, cached {usage.CachedInputTokens}, written {usage.CacheWriteTokens} ({usage.HourCacheWriteTokens} for an hour), output {usage.OutputTokens} ({usage.ReasoningTokens} reasoning), tool calls {calls}; january {Cost(usage, 1)}, june {Cost(usage, 6)}");
        return usage.ReportedCost is { } charged ? $"{line}, reported {charged.Value}" : line;
    }

    private static long Cost(TokenUsage usage, int month) => CostOfUsage.Of(usage, Priced, new(2026, month, 15, 0, 0, 0, TimeSpan.Zero))!.Value.Value;

    private static async Task<(TokenUsage? Usage, int ToolCalls)> ReadAsync(string file)
    {
        var adapter = Targets.Adapter(file[..file.IndexOf('.', StringComparison.Ordinal)]);
        var body = await File.ReadAllTextAsync(Path.Combine(Folder, "Fixtures", file));
        using var response = Answers.Of(body);
        if (file.Contains("embeddings", StringComparison.Ordinal))
        {
            return ((await adapter.ReadEmbeddingsAsync(EmbeddingRequest.From(["a", "b"], "m", null), response, default)).Usage, 0);
        }

        if (file.Contains("responses", StringComparison.Ordinal))
        {
            return await ReadForwardedAsync(new OpenAiResponsesAdapter("responses"), response, file.EndsWith(".sse", StringComparison.Ordinal));
        }

        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            var completion = await adapter.ReadChatAsync(response, default);
            Assert.Equal(completion.Usage, completion.Answer.Usage);
            return (completion.Usage, completion.Answer.ToolCalls.Length);
        }

        var streamed = Answers.Join((await Answers.ReadStream(adapter, body)).Select(chunk => chunk.Delta));
        return (streamed.Usage, streamed.ToolCalls.Length);
    }

    // Of an answer that is forwarded as it is only this is read, and whether it ends in a call of a tool.
    private static async Task<(TokenUsage? Usage, int ToolCalls)> ReadForwardedAsync(OpenAiResponsesAdapter adapter, HttpResponseMessage response, bool stream)
    {
        if (!stream)
        {
            var completion = await adapter.ReadChatAsync(response, default);
            return (completion.Usage, completion.FinishReason == FinishReason.ToolCalls ? 1 : 0);
        }

        (TokenUsage? Usage, FinishReason? Finish) read = default;
        await foreach (var chunk in adapter.ReadChatStreamAsync(response, default))
        {
            read = (chunk.Usage ?? read.Usage, chunk.FinishReason ?? read.Finish);
        }

        return (read.Usage, read.Finish == FinishReason.ToolCalls ? 1 : 0);
    }

    private static Price Rates(int month, decimal input, decimal output) => new()
    {
        Input = TokenPrice.FromDollarsPerMillion(input),
        Output = TokenPrice.FromDollarsPerMillion(output),
        ValidFrom = new(2026, month, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
