using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Catalog.FunctionalTests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Providers;
using TestKit;

namespace Worker.FunctionalTests.Billing;

public sealed class BillingTests : IAsyncLifetime
{
    // Keys of the machine must not send a test to real providers.
    private static readonly (string, string)[] NoKeys =
    [
        .. ProviderProfiles.All.Select(profile => profile.ApiKeyEnvironment).OfType<string>().Select(name => (name, "")),
        ("OPENAI_ADMIN_KEY", ""), ("ANTHROPIC_ADMIN_KEY", ""), ("OPENROUTER_MANAGEMENT_KEY", ""),
    ];

    // The worker asks for the last week; a day later where it does so after midnight.
    private readonly DateTimeOffset _from = new(DateTime.UtcNow.Date.AddDays(-7), TimeSpan.Zero);
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<DateTimeOffset> _begins = new();
    private WebApplication _provider = null!;
    private TestDatabase _database = null!;
    private CatalogHost _catalog = null!;
    private int _status = 200;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _provider = builder.Build();
        _provider.Urls.Add("http://127.0.0.1:0");
        _provider.MapGet("/v1/organization/costs", Bill);
        _provider.MapGet("/v1/activity", () => Results.Content("""{"data": []}""", "application/json"));
        _provider.MapGet("/v1/credits", () => Results.Content("""{"data": {"total_credits": 100.5, "total_usage": 25.75}}""", "application/json"));
        await _provider.StartAsync();
        _database = await TestDatabase.CreateAsync();
        _catalog = await CatalogHost.StartAsync(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _catalog.DisposeAsync();
        await _database.DisposeAsync();
        await _provider.DisposeAsync();
        _catalog.Logs.VerifyNoErrors();
    }

    [Fact]
    public async Task What_a_provider_bills_is_set_against_the_ledger_day_by_day()
    {
        await _database.ExecuteAsync(
            """
            INSERT INTO ai_analytics (
                event_id, created_at, attempt, purpose, provider, model, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens,
                reasoning_tokens, estimated, cost_nanos, outcome, latency_micros)
            SELECT gen_random_uuid(), $1, 1, 'chat', 'openai', 'gpt', 1, 0, 0, 1, 0, false, cost, 'ok', 1 FROM unnest(ARRAY[4000000000, NULL]::bigint[]) AS cost
            """,
            _from.AddHours(3));
        await using var worker = await StartAsync(("Providers:openai:AdminKey", "sk-admin"));

        await Eventually.Is(async () => (await CompareAsync()).GetArrayLength() == 2);

        var compared = await CompareAsync();
        string Of(int day, string field) => compared[day].GetProperty(field).ToString();
        Assert.Equal(("openai", $"{_from:yyyy-MM-dd}"), (Of(0, "provider"), Of(0, "day")));
        Assert.Equal(("4", "5.25", "1.25", "23.810"), (Of(0, "ours_usd"), Of(0, "theirs_usd"), Of(0, "difference_usd"), Of(0, "percent")));
        Assert.Equal(("1", "False"), (Of(0, "unpriced_calls"), Of(0, "verified")));
        Assert.Equal(("0", "0.000012"), (Of(1, "ours_usd"), Of(1, "theirs_usd")));
        Assert.All(_begins, begin => Assert.Contains(begin, new[] { _from, _from.AddDays(1) }));
        Assert.All(_asked, asked => Assert.StartsWith("Bearer sk-admin", asked, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_that_refuses_leaves_no_bill_and_a_warning()
    {
        _status = 403;

        await using var worker = await StartAsync(("Providers:openai:AdminKey", "sk-wrong"));

        await Eventually.Is(() => worker.Logs.Lines.Any(line => line.Event.Id == 671 && line.Message.Contains("403", StringComparison.Ordinal)));
        Assert.Equal(0, (await CompareAsync()).GetArrayLength());
    }

    [Fact]
    public async Task What_is_left_of_credits_is_reported()
    {
        await using var worker = await StartAsync(("Providers:openrouter:AdminKey", "sk-admin"));

        await Eventually.Is(async () => (await _catalog.Http.GetStringAsync($"/api/v1/reports/billing/credits?from={_from:yyyy-MM-dd}")).Contains("\"left_usd\":\"74.75\"", StringComparison.Ordinal));
    }

    private Task<WorkerHost> StartAsync((string, string) key) => WorkerHost.StartAsync(
        new Uri(_catalog.GrpcAddress),
        redis: null,
        [.. NoKeys, ("Providers:openai:BaseUrl", $"{_provider.Urls.First()}/v1"), ("Providers:openrouter:BaseUrl", $"{_provider.Urls.First()}/v1"), key]);

    private async Task<JsonElement> CompareAsync()
    {
        using var document = JsonDocument.Parse(await _catalog.Http.GetStringAsync($"/api/v1/reports/billing?from={_from.AddDays(-1):yyyy-MM-dd}"));
        return document.RootElement.Clone();
    }

    // Two pages of a day each, whatever was asked for.
    private IResult Bill(HttpContext context, long start_time, string? page)
    {
        _asked.Enqueue(context.Request.Headers.Authorization.ToString());
        _begins.Enqueue(DateTimeOffset.FromUnixTimeSeconds(start_time));
        if (_status != 200)
        {
            return Results.StatusCode(_status);
        }

        var first = _from.ToUnixTimeSeconds();
        string Bucket(long start, string results) =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"object": "bucket", "start_time": {{start}}, "end_time": {{start + 86_400}}, "results": [{{results}}]}""");
        string Amount(string value) =>
            $$$"""{"object": "organization.costs.result", "amount": {"value": {{{value}}}, "currency": "usd"}, "line_item": null, "project_id": null}""";
        var answer = page is null
            ? $$"""{"object": "page", "data": [{{Bucket(first, $"{Amount("5")}, {Amount("0.25")}")}}], "has_more": true, "next_page": "two"}"""
            : $$"""{"object": "page", "data": [{{Bucket(first + 86_400, Amount("1.2e-05"))}}], "has_more": false, "next_page": null}""";
        return Results.Content(answer, "application/json");
    }
}
