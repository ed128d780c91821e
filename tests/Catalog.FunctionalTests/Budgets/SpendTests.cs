using Aspire.Catalog.V1;
using Catalog.Api.Budgets;
using Catalog.Api.Usage;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Catalog.FunctionalTests.Budgets;

/// <summary>What is spent of a budget, by the ledger.</summary>
public sealed class SpendTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private HttpClient Http => fixture.Host.Http;

    private BudgetService.BudgetServiceClient Client => new(fixture.Host.Channel);

    [Theory]
    [InlineData("organisation", "org-of-{0}", 7)]
    [InlineData("project", "project-of-{0}", 7)]
    [InlineData("key", "key-of-{0}", 7)]
    [InlineData("key", "key-of-{0}", 5, "openai/gpt-4o-mini")]
    [InlineData("key", "key-of-{0}", 2, null, "anthropic")]
    public async Task Calls_count_by_who_asked_and_what_answered(string scope, string owner, long nanos, string? model = null, string? provider = null)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        await StoreAsync(
            Attempt(run, Now, 5, "openai", "gpt-4o-mini"),
            Attempt(run, Now, 2, "anthropic", "claude-3-haiku-20240307"),
            Attempt(run, Now, null, "openai", "gpt-4o"),
            Attempt("other" + run, Now, 100, "openai", "gpt-4o-mini"));
        await PutAsync($"b-{run}", scope, string.Format(System.Globalization.CultureInfo.InvariantCulture, owner, run), "total", "1", model, provider);

        var spend = (await Http.GetJsonAsync($"/api/v1/budgets/b-{run}")).GetProperty("spend");

        Assert.Equal(nanos / 1_000_000_000m, spend.GetProperty("spent_usd").GetDecimal());
        Assert.Equal(nanos == 7 ? 1 : 0, spend.GetProperty("unpriced_calls").GetInt32());
    }

    [Fact]
    public async Task A_call_counts_in_the_window_in_which_its_request_was_decided()
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        var midnight = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero);
        await StoreAsync(
            Attempt(run, midnight.AddMilliseconds(-1), 1, at: midnight.AddMinutes(1)),
            Attempt(run, midnight, 10),
            Attempt(run, midnight.AddDays(1).AddMilliseconds(-1), 100, at: midnight.AddDays(1).AddMinutes(1)),
            Attempt(run, midnight.AddDays(1), 1_000));
        await PutAsync($"b-{run}", "key", $"key-of-{run}", "day", "1");

        var spend = await Client.GetBudgetSpendAsync(new() { Id = $"b-{run}", WindowStart = midnight.ToTimestamp() });

        Assert.Equal(110, spend.SettledNanos);
    }

    [Fact]
    public async Task What_is_older_than_the_rows_that_are_kept_stays_spent()
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        await StoreAsync(Attempt(run, Now.AddDays(-40), 1), Attempt(run, Now.AddDays(-3), 10), Attempt(run, Now, 100));
        await PutAsync($"b-{run}", "key", $"key-of-{run}", "total", "1");
        await fixture.Database.ExecuteAsync("DELETE FROM ai_analytics WHERE key_id = $1 AND created_at < now() - interval '30 days'", $"key-of-{run}");

        var spend = await Client.GetBudgetSpendAsync(new() { Id = $"b-{run}", WindowStart = DateTimeOffset.UnixEpoch.ToTimestamp() });

        Assert.Equal(111, spend.SettledNanos);
    }

    [Fact]
    public async Task What_routers_count_themselves_is_left_out_and_what_others_hold_is_added()
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        var (first, second, third) = (Attempt(run, Now, 1), Attempt(run, Now, 10), Attempt(run, Now, 100));
        await StoreAsync(first, second, third);
        await PutAsync($"b-{run}", "key", $"key-of-{run}", "total", "1");
        await ReportAsync($"here-{run}", Hold($"b-{run}", 5_000));
        await ReportAsync($"gone-{run}", Hold($"b-{run}", 7_000), Hold("another", 1));

        var spend = await Client.GetBudgetSpendAsync(new()
        {
            Id = $"b-{run}",
            WindowStart = DateTimeOffset.UnixEpoch.ToTimestamp(),
            CountedIds = { first.Attempt.DecisionId, second.EventId },
            CountedRouters = { $"here-{run}" },
        });

        Assert.Equal((100, 7_000), (spend.SettledNanos, spend.HeldNanos));
    }

    [Fact]
    public async Task A_report_takes_the_place_of_the_one_before_and_says_what_that_was()
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        Assert.Empty(await ReportAsync(run, Hold($"b-{run}", 5)));

        Assert.Equal(5, Assert.Single(await ReportAsync(run)).Nanos);

        Assert.Empty(await ReportAsync(run, Hold($"b-{run}", 6)));
        Assert.Equal(6, Assert.Single(await ReportAsync(run, Hold($"b-{run}", 7))).Nanos);
    }

    [Fact]
    public async Task A_window_told_alone_leaves_the_others_and_counts_by_what_it_may_become()
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        await PutAsync($"b-{run}", "key", $"key-of-{run}", "total", "1");
        await ReportAsync(run, Hold($"b-{run}", 5), Hold("another", 3));
        var grown = Hold($"b-{run}", 6);
        grown.CeilingNanos = 50;

        var replaced = await Client.ReportBudgetHoldsAsync(new() { Router = run, Holds = { grown }, OthersStand = true });

        Assert.Equal(5, Assert.Single(replaced.Replaced).Nanos);
        Assert.Equal(50, (await Client.GetBudgetSpendAsync(new() { Id = $"b-{run}", WindowStart = DateTimeOffset.UnixEpoch.ToTimestamp() })).HeldNanos);
        Assert.Equal(6, (await Client.GetBudgetAsync(new() { Id = $"b-{run}" })).Spend.HeldNanos);
        Assert.Equal([3, 6], (await ReportAsync(run)).Select(static hold => hold.Nanos).Order());
    }

    [Fact]
    public async Task A_threshold_is_noted_once_raises_an_alert_and_is_resolved_when_the_budget_is_raised()
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        var watch = fixture.Host.Services.GetRequiredService<BudgetWatch>();
        await PutAsync($"b-{run}", "key", $"key-of-{run}", "total", "0.0000001");
        await StoreAsync(Attempt(run, Now, 85));

        await watch.RunAsync(default);
        await watch.RunAsync(default);

        Assert.Equal("80 50", await CrossedAsync(run));
        Assert.Equal($"b-{run}@50 b-{run}@80", await OpenAlertsAsync(run));
        Assert.Equal(80, (await Client.GetBudgetAsync(new() { Id = $"b-{run}" })).Spend.ThresholdPercent);

        await StoreAsync(Attempt(run, Now, 15));
        await watch.RunAsync(default);
        Assert.Equal("100 80 50", await CrossedAsync(run));
        Assert.Equal($"b-{run}@100 b-{run}@50 b-{run}@80", await OpenAlertsAsync(run));

        var page = await Http.GetJsonAsync($"/api/v1/budgets/b-{run}/thresholds?page_size=2");
        var rest = await Http.GetJsonAsync($"/api/v1/budgets/b-{run}/thresholds?page_size=2&page_token={Uri.EscapeDataString(page.GetProperty("next_page_token").GetString()!)}");
        Assert.Equal(50, Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("percent").GetInt32());

        await PutAsync($"b-{run}", "key", $"key-of-{run}", "total", "1");
        await watch.RunAsync(default);
        Assert.Empty(await OpenAlertsAsync(run));
    }

    private async Task<string> CrossedAsync(string run) => string.Join(
        ' ',
        (await Http.GetJsonAsync($"/api/v1/budgets/b-{run}/thresholds")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("percent").GetInt32()));

    private async Task<string> OpenAlertsAsync(string run) => (await fixture.Database.ScalarAsync<string>(
        "SELECT coalesce(string_agg(subject, ' ' ORDER BY subject COLLATE \"C\"), '') FROM alerts WHERE kind = 'budget' AND resolved_at IS NULL AND subject LIKE $1",
        $"b-{run}@%"))!;

    private Task PutAsync(string id, string scope, string owner, string period, string dollars, string? model = null, string? provider = null) =>
        fixture.Database.ExecuteAsync(
            """
            INSERT INTO budgets (budget_id, owner_kind, owner_id, period, limit_nanos, model, provider)
            VALUES ($1, $2, $3, $4, $5, $6::text, $7::text)
            ON CONFLICT (budget_id, scope) DO UPDATE SET limit_nanos = excluded.limit_nanos
            """,
            id,
            scope,
            owner,
            period,
            (long)(decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture) * 1_000_000_000),
            model,
            provider);

    private async Task<IEnumerable<BudgetHold>> ReportAsync(string router, params BudgetHold[] holds) =>
        (await Client.ReportBudgetHoldsAsync(new() { Router = router, Holds = { holds } })).Replaced;

    private async Task StoreAsync(params LedgerEvent[] events)
    {
        var answer = await fixture.Host.Services.GetRequiredService<LedgerIntake>().TakeAsync(events, default);
        Assert.Empty(answer.Rejected);
    }

    private static BudgetHold Hold(string budget, long nanos) => new() { BudgetId = budget, WindowStart = DateTimeOffset.UnixEpoch.ToTimestamp(), Nanos = nanos };

    private static LedgerEvent Attempt(
        string run, DateTimeOffset decided, long? nanos, string provider = "openai", string model = "gpt-4o-mini", DateTimeOffset? at = null)
    {
        var attempt = new AttemptEvent
        {
            Scope = new() { OrganisationId = $"org-of-{run}", ProjectId = $"project-of-{run}", KeyId = $"key-of-{run}" },
            DecisionId = Guid.CreateVersion7(decided).ToString(),
            Attempt = 1,
            Purpose = "chat",
            Provider = provider,
            Model = model,
            Outcome = "ok",
        };
        if (nanos is { } cost)
        {
            attempt.CostNanos = cost;
        }

        return new() { EventId = Guid.CreateVersion7(at ?? decided).ToString(), Attempt = attempt };
    }
}
