using Aspire.Catalog.V1;
using Catalog.Api.Alerts;
using Catalog.Api.Alerts.Watching;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestKit;

namespace Catalog.FunctionalTests.Alerts;

public sealed class WatchingTests : IAsyncLifetime
{
    private readonly CatalogHostFixture _fixture = new();

    private CatalogHost Host => _fixture.Host;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();

        // A row that is added while the partition of its day is made is refused.
        await Eventually.Is(async () => await _fixture.Database.ScalarAsync<bool>(
            "SELECT to_regclass('orchestration_executions_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')) IS NOT NULL"));
    }

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Too_many_refused_requests_raise_an_alert_until_they_are_few()
    {
        await DecideAsync(19, refused: true);
        await RunAsync();
        Assert.Empty(await OpenAsync(AlertKind.NoCandidateRate));

        await DecideAsync(1, refused: true);
        await RunAsync();
        var raised = Assert.Single(await OpenAsync(AlertKind.NoCandidateRate));
        Assert.StartsWith("20 of the last 20 requests were refused", raised.Message, StringComparison.Ordinal);
        Assert.Contains("\"affected\": 20", raised.DataJson, StringComparison.Ordinal);

        await DecideAsync(400);
        await RunAsync();
        Assert.Single(await OpenAsync(AlertKind.NoCandidateRate));

        await DecideAsync(400);
        await RunAsync();
        Assert.Empty(await OpenAsync(AlertKind.NoCandidateRate));
    }

    [Fact]
    public async Task Too_many_requests_served_outside_their_tier_raise_an_alert()
    {
        await DecideAsync(19);
        await DecideAsync(1, errorFallback: true);

        await RunAsync();

        Assert.Equal(AlertSeverity.Warning, Assert.Single(await OpenAsync(AlertKind.ErrorFallbackRate)).Severity);
        Assert.Empty(await OpenAsync(AlertKind.NoCandidateRate));
    }

    [Fact]
    public async Task A_sync_that_fails_raises_an_alert_until_one_goes_well()
    {
        var syncs = new SyncService.SyncServiceClient(Host.Channel);
        await syncs.ReportSyncAsync(Report(SyncResult.Failed, 1));
        await RunAsync();
        var raised = Assert.Single(await OpenAsync(AlertKind.Sync));

        await syncs.ReportSyncAsync(Report(SyncResult.Synced, 2));
        await RunAsync();

        Assert.Equal("kimi", raised.Subject);
        Assert.Contains("told by a test", raised.Message, StringComparison.Ordinal);
        Assert.Empty(await OpenAsync(AlertKind.Sync));
    }

    [Fact]
    public async Task Facts_that_a_provider_states_otherwise_raise_one_alert_for_prices_and_one_for_the_rest()
    {
        await _fixture.Database.ExecuteAsync(
            """
            UPDATE model_registry SET stated =
                '{"context_window": {"value": 7, "since": "2026-05-01T00:00:00Z"}, "price.input": {"value": 77, "since": "2026-05-01T00:00:00Z"}}'
            WHERE provider_id = 'kimi' AND model_id = (SELECT min(model_id) FROM model_registry WHERE provider_id = 'kimi' AND origin = 'curated')
            """);

        await RunAsync();
        var price = Assert.Single(await OpenAsync(AlertKind.PriceDrift));
        var other = Assert.Single(await OpenAsync(AlertKind.CapabilityDrift));
        await _fixture.Database.ExecuteAsync("UPDATE model_registry SET stated = '{}' WHERE provider_id = 'kimi'");
        await RunAsync();

        Assert.Equal(("kimi", "kimi"), (price.Subject, other.Subject));
        Assert.Contains("price.input", price.DataJson, StringComparison.Ordinal);
        Assert.Contains("context_window", other.DataJson, StringComparison.Ordinal);
        Assert.Empty(await OpenAsync(AlertKind.PriceDrift));
    }

    [Fact]
    public async Task While_one_replica_looks_no_other_does()
    {
        await using var looking = await _fixture.Database.Source.OpenConnectionAsync();
        await using var transaction = await looking.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(7203514466918062)", looking))
        {
            await command.ExecuteNonQueryAsync();
        }

        await new SyncService.SyncServiceClient(Host.Channel).ReportSyncAsync(Report(SyncResult.Failed, 1));
        Assert.False(await Host.Services.GetRequiredService<AlertRound>().RunAsync(CancellationToken.None));
        Assert.Empty(await OpenAsync(AlertKind.Sync));

        await transaction.RollbackAsync();
        await RunAsync();
        Assert.Single(await OpenAsync(AlertKind.Sync));
    }

    [Fact]
    public async Task What_was_resolved_long_ago_is_forgotten()
    {
        var alerts = Host.Services.GetRequiredService<AlertStore>();
        await alerts.RaiseAsync(new(AlertKind.Circuit, "old", AlertSeverity.Info, "Old."), CancellationToken.None);
        await alerts.ResolveAsync(AlertKind.Circuit, "old", "Over.", CancellationToken.None);
        await alerts.RaiseAsync(new(AlertKind.Circuit, "open", AlertSeverity.Info, "Open."), CancellationToken.None);
        await _fixture.Database.ExecuteAsync("UPDATE alerts SET resolved_at = resolved_at - interval '91 days'");

        await RunAsync();

        Assert.Equal("open", (await Host.Http.GetJsonAsync("/api/v1/alerts?include_resolved=true")).GetProperty("items")[0].GetProperty("subject").GetString());
        Assert.Equal(1, await _fixture.Database.ScalarAsync<long>("SELECT count(*) FROM alert_events"));
    }

    // The host's own round may be in the middle of its work.
    private Task RunAsync() => Eventually.Is(() => Host.Services.GetRequiredService<AlertRound>().RunAsync(CancellationToken.None));

    private async Task<IReadOnlyList<Alert>> OpenAsync(AlertKind kind) =>
        (await new AlertService.AlertServiceClient(Host.Channel).ListAlertsAsync(new() { Kind = kind })).Alerts;

    private Task DecideAsync(int decisions, bool refused = false, bool errorFallback = false) => _fixture.Database.ExecuteAsync(
        """
        INSERT INTO orchestration_executions (
            event_id, created_at, decision_id, selector, attempts, outcome, catalog_revision, hash, latency_micros, error_fallback)
        SELECT gen_random_uuid(), now(), 'decision', 'auto', 1, $2, 1, '', 1, $3 FROM generate_series(1, $1)
        """,
        decisions,
        refused ? "refused" : "ok",
        errorFallback);

    private static ReportSyncRequest Report(SyncResult result, int minute) => new()
    {
        Provider = "kimi",
        Result = result,
        Detail = "told by a test",
        StartedAt = new DateTimeOffset(2026, 5, 1, 0, minute, 0, TimeSpan.Zero).ToTimestamp(),
        FinishedAt = new DateTimeOffset(2026, 5, 1, 0, minute, 1, TimeSpan.Zero).ToTimestamp(),
    };
}
