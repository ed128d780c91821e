using Catalog.Api.Database;
using Catalog.Api.Retention;
using Catalog.Api.Usage;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Usage;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Catalog.FunctionalTests.Retention;

public sealed class RetentionTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Today = new(2026, 7, 20, 12, 0, 0, TimeSpan.Zero);

    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await new Migrator(_database.Source, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Days_beyond_those_kept_are_dropped_and_their_sums_stay()
    {
        await _database.ExecuteAsync("SELECT ensure_ledger_partitions('2026-07-08', 5)");
        await _database.ExecuteAsync("UPDATE ledger_retention SET days = 10 WHERE table_name = 'ai_analytics'");
        await _database.ExecuteAsync("UPDATE ledger_retention SET days = 50 WHERE table_name = 'usage_hourly'");
        var intake = new LedgerIntake(new LedgerStore(_database.Source), NullLogger<LedgerIntake>.Instance);
        await intake.TakeAsync(
            [LedgerEvents.Attempt(Today.AddDays(-11)), LedgerEvents.Attempt(Today.AddDays(-10)), LedgerEvents.Attempt(Today.AddDays(-300))],
            CancellationToken.None);

        using var round = new RetentionRound(_database.Source, new DatabaseReadiness(), new FakeClock(Today), NullLogger<RetentionRound>.Instance);
        await round.RunAsync(CancellationToken.None);

        Assert.Equal(1, await CountAsync("ai_analytics"));
        Assert.Equal(2, await CountAsync("usage_hourly"));
        Assert.Equal(3, await CountAsync("usage_daily"));
        Assert.Equal(3, await CountAsync("usage_tags_daily WHERE tag = 'a'"));
        Assert.False(await _database.ScalarAsync<bool>("SELECT to_regclass('ai_analytics_20260709') IS NOT NULL"));
        Assert.True(await _database.ScalarAsync<bool>("SELECT to_regclass('ai_analytics_20260710') IS NOT NULL"));
    }

    private Task<long> CountAsync(string table) => _database.ScalarAsync<long>($"SELECT count(*) FROM {table}");
}
