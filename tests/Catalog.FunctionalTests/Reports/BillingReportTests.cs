using Aspire.Catalog.V1;
using Catalog.Api.Alerts.Watching;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Catalog.FunctionalTests.Reports;

public sealed class BillingReportTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Fetched = new(2026, 5, 22, 4, 0, 0, TimeSpan.Zero);
    private readonly CatalogHostFixture _fixture = new();

    private BillingService.BillingServiceClient Client => new(_fixture.Host.Channel);

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_latest_word_of_a_provider_counts()
    {
        await Client.ReportBillAsync(Bill("openai", Fetched, ("2026-05-20", "1.5"), ("2026-05-21", "2")));
        await Client.ReportBillAsync(Bill("openai", Fetched.AddDays(1), ("2026-05-20", "1.75")));
        await Client.ReportBillAsync(Bill("openai", Fetched.AddHours(-1), ("2026-05-21", "9")));

        var compared = await _fixture.Host.Http.GetJsonAsync("/api/v1/reports/billing?from=2026-05-20&to=2026-05-22&provider=openai");

        var csv = await _fixture.Host.Http.GetStringAsync("/api/v1/reports/billing?from=2026-05-20&to=2026-05-22&provider=openai&format=csv");

        Assert.StartsWith("provider,day,ours_usd,theirs_usd,", csv, StringComparison.Ordinal);
        Assert.Contains("\r\nopenai,2026-05-21,0,2,2,100,", csv, StringComparison.Ordinal);
        Assert.Equal(["1.75", "2"], compared.EnumerateArray().Select(day => day.GetProperty("theirs_usd").GetString()));
    }

    [Fact]
    public async Task A_difference_on_a_day_that_is_over_raises_an_alert_until_the_bill_is_corrected()
    {
        var day = DateTimeOffset.UtcNow.Date.AddDays(-3);
        await _fixture.Database.AddCallAsync(new DateTimeOffset(day, TimeSpan.Zero).AddHours(5), new("openai", "gpt", 1, 1, 10_000_000_000));
        var name = $"{day:yyyy-MM-dd}";

        await Client.ReportBillAsync(Bill("openai", Fetched, (name, "12.5"), ($"{day.AddDays(3):yyyy-MM-dd}", "12.5")));
        await RunAsync();
        var raised = Assert.Single(await OpenAsync());
        await Client.ReportBillAsync(Bill("openai", Fetched.AddDays(1), (name, "10.4")));
        await RunAsync();

        Assert.Equal($"openai {name}", raised.Subject);
        Assert.Contains("bills 12.50 dollars", raised.Message, StringComparison.Ordinal);
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task What_was_used_of_credits_between_two_readings_is_set_against_the_ledger()
    {
        // Of days whose partitions nobody makes: a row that is added while that of its day is made is refused.
        var before = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(-5).AddHours(12), TimeSpan.Zero);
        await _fixture.Database.AddCallAsync(before.AddHours(-1), new("openrouter", "gpt", 1, 1, 7_000_000_000));
        await _fixture.Database.AddCallAsync(before.AddHours(1), new("openrouter", "gpt", 1, 1, 2_000_000_000));
        ReportBillRequest Credits(DateTimeOffset at, string used)
        {
            var bill = Bill("openrouter", at);
            bill.Credits = new() { BoughtUsd = "100.5", UsedUsd = used };
            return bill;
        }

        await Client.ReportBillAsync(Credits(before, "25.75"));
        await Client.ReportBillAsync(Credits(before.AddDays(1), "28"));

        var read = Assert.Single((await _fixture.Host.Http.GetJsonAsync($"/api/v1/reports/billing/credits?from={before.AddDays(-1):yyyy-MM-dd}")).EnumerateArray());
        string Of(string field) => read.GetProperty(field).ToString();
        Assert.Equal(("openrouter", "100.5", "28", "72.5"), (Of("provider"), Of("bought_usd"), Of("used_usd"), Of("left_usd")));
        Assert.Equal(("2", "2.25", "0.25", "False"), (Of("ours_usd"), Of("theirs_usd"), Of("difference_usd"), Of("verified")));

        var wrong = await Assert.ThrowsAsync<RpcException>(async () => await Client.ReportBillAsync(Credits(before, "much")));
        Assert.Contains("credits.used_usd", wrong.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_bill_is_refused_with_every_fault()
    {
        var wrong = await Assert.ThrowsAsync<RpcException>(async () => await Client.ReportBillAsync(new()
        {
            Provider = "openai",
            Days = { new BilledDay { Day = "20-5-2026", AmountUsd = "much" } },
        }));
        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await Client.ReportBillAsync(Bill("nobody", Fetched, ("2026-05-20", "1"))));

        Assert.Equal((StatusCode.InvalidArgument, StatusCode.NotFound), (wrong.StatusCode, unknown.StatusCode));
        foreach (var fault in (string[])["fetched_at", "'20-5-2026'", "'much'"])
        {
            Assert.Contains(fault, wrong.Status.Detail, StringComparison.Ordinal);
        }
    }

    // The host's own round may be in the middle of its work.
    private Task RunAsync() => Eventually.Is(() => _fixture.Host.Services.GetRequiredService<AlertRound>().RunAsync(CancellationToken.None));

    private async Task<IReadOnlyList<Alert>> OpenAsync() =>
        (await new AlertService.AlertServiceClient(_fixture.Host.Channel).ListAlertsAsync(new() { Kind = AlertKind.Billing })).Alerts;

    private static ReportBillRequest Bill(string provider, DateTimeOffset at, params (string Day, string Amount)[] days) => new()
    {
        Provider = provider,
        FetchedAt = at.ToTimestamp(),
        Days = { days.Select(day => new BilledDay { Day = day.Day, AmountUsd = day.Amount }) },
    };
}
