using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Usage;

/// <summary>Events as routers send them.</summary>
internal static class LedgerEvents
{
    public static LedgerEvent Attempt(DateTimeOffset? at = null) => new()
    {
        EventId = Id(at),
        Attempt = new AttemptEvent
        {
            Scope = new LedgerScope { ProjectId = "project", Tags = { "a", "b" } },
            DecisionId = "decision",
            Attempt = 1,
            Purpose = "chat",
            Provider = "kimi",
            Model = "kimi-k2-0905-preview",
            Tier = "balanced",
            InputTokens = 10,
            OutputTokens = 20,
            CostNanos = 1_234_567,
            Outcome = "ok",
            LatencyMicros = 5,
        },
    };

    public static LedgerEvent Decision() => new()
    {
        EventId = Id(null),
        Decision = new DecisionEvent
        {
            DecisionId = "decision",
            Selector = "auto",
            Tier = "balanced",
            Provider = "kimi",
            Model = "kimi-k2-0905-preview",
            Attempts = 1,
            Outcome = "ok",
            Hash = "00",
            DecisionJson = """{ "letter": "by letter" }""",
        },
    };

    public static string Id(DateTimeOffset? at) => (at is { } time ? Guid.CreateVersion7(time) : Guid.CreateVersion7()).ToString();

    /// <summary>Sends one batch and waits for its answer.</summary>
    public static async Task<IngestResponse> IngestAsync(this CatalogHost host, params LedgerEvent[] events)
    {
        using var call = new UsageService.UsageServiceClient(host.Channel).Ingest(deadline: DateTime.UtcNow.AddMinutes(5));
        await call.RequestStream.WriteAsync(new IngestRequest { Events = { events } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var answer = call.ResponseStream.Current;
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
        return answer;
    }
}
