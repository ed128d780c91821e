using System.Net;
using System.Security.Cryptography;
using Aspire.Catalog.V1;
using Catalog.Api.Alerts;
using Catalog.Api.Alerts.Webhooks;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Catalog.FunctionalTests.Alerts;

public sealed class WebhookTests : IAsyncLifetime
{
    private static readonly string DataKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly List<CatalogHost> _hosts = [];
    private TestDatabase _database = null!;
    private WebhookReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _receiver = await WebhookReceiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
            host.Logs.VerifyNoErrors();
        }

        await _receiver.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Each_event_is_told_once_in_order_and_signed_though_two_replicas_serve_and_the_receiver_fails_at_first()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        var secret = await AddAsync(one);
        _receiver.Answers(500, 302, 429);

        await RaiseAsync(one, "kimi");
        await RaiseAsync(other, "kimi");
        await RaiseAsync(other, "openai");
        await ResolveAsync(one, "kimi");
        await Eventually.Is(() => _receiver.Taken.Count == 3);
        await ResolveAsync(other, "openai");
        await Eventually.Is(() => _receiver.Taken.Count == 4);

        Assert.Equal(4 + 3, _receiver.Calls.Count);
        Assert.All(_receiver.Calls, call => Assert.True(call.IsSignedBy(secret)));
        Assert.Equal([("raised", "kimi"), ("resolved", "kimi")], _receiver.Taken.Where(taken => taken.Subject == "kimi"));
        Assert.Equal([("raised", "openai"), ("resolved", "openai")], _receiver.Taken.Where(taken => taken.Subject == "openai"));
        Assert.Equal(4, _receiver.Calls.Select(call => call.Id).Distinct().Count());
        await Eventually.Is(async () => await _database.ScalarAsync<long>("SELECT count(*) FROM webhook_deliveries WHERE state = 'delivered'") == 4);
    }

    [Fact]
    public async Task What_was_not_told_before_a_restart_is_told_after_it()
    {
        var first = await StartAsync();
        await AddAsync(first);
        _receiver.Answers([.. Enumerable.Repeat(503, 1_000)]);
        await RaiseAsync(first, "kimi");
        await Eventually.Is(() => _receiver.Calls.Count > 1);
        _hosts.Remove(first);
        await first.DisposeAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await _database.ExecuteAsync("UPDATE webhooks SET url = $1", receiver.Url);
        await _database.ExecuteAsync("UPDATE webhook_deliveries SET due_at = now()");

        await StartAsync();

        await Eventually.Is(() => receiver.Taken.Count == 1);
        Assert.Equal(("raised", "kimi"), Assert.Single(receiver.Taken));
    }

    [Fact]
    public async Task A_receiver_that_never_answers_well_is_given_up_and_that_is_to_be_seen()
    {
        var host = await StartAsync("--Alerts:Webhooks:GiveUpAfter=00:00:01");
        await AddAsync(host);
        _receiver.Answers([.. Enumerable.Repeat(307, 1_000)]);

        await RaiseAsync(host, "kimi");

        await Eventually.Is(async () => (await DeliveryAsync(host)).GetProperty("state").GetString() == "given_up");
        var delivery = await DeliveryAsync(host);
        Assert.Equal((307, "It answered 307."), (delivery.GetProperty("last_status").GetInt32(), delivery.GetProperty("last_error").GetString()));
        Assert.Contains(host.Logs.Lines, line => line.Event.Id == 1676);
    }

    [Fact]
    public async Task Silenced_alerts_are_told_when_the_silence_ends_and_those_resolved_meanwhile_never()
    {
        var host = await StartAsync();
        await AddAsync(host);
        using var begun = await host.Http.SendJsonAsync(
            HttpMethod.Post, "/api/v1/alerts/silences", $$"""{"kind": "circuit", "subject": "ki*", "until": "{{DateTimeOffset.UtcNow.AddHours(1):O}}", "reason": "maintenance"}""");
        var silence = (await begun.JsonAsync(HttpStatusCode.OK)).GetProperty("id").GetInt64();

        await RaiseAsync(host, "kimi");
        await RaiseAsync(host, "kilo");
        await RaiseAsync(host, "openai");
        await Eventually.Is(async () => await _database.ScalarAsync<long>("SELECT count(*) FROM webhook_deliveries WHERE state = 'silenced'") == 2);
        await ResolveAsync(host, "kilo");
        await Eventually.Is(() => _receiver.Taken.Count == 1);
        using var ended = await host.Http.DeleteAsync($"/api/v1/alerts/silences/{silence}");
        await Eventually.Is(() => _receiver.Taken.Count == 2);
        using var again = await host.Http.DeleteAsync($"/api/v1/alerts/silences/{silence}");

        Assert.Equal([("raised", "openai"), ("raised", "kimi")], _receiver.Taken);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (ended.StatusCode, again.StatusCode));
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM webhook_deliveries WHERE state = 'dropped'"));
    }

    [Fact]
    public async Task A_webhook_is_told_only_of_the_kinds_and_severities_it_asks_for()
    {
        var host = await StartAsync();
        await AddAsync(host, """, "kinds": ["circuit"], "least_severity": "warning" """);
        var alerts = host.Services.GetRequiredService<AlertStore>();

        await alerts.RaiseAsync(new(AlertKind.Circuit, "quiet", AlertSeverity.Info, "Not worth it."), CancellationToken.None);
        await alerts.RaiseAsync(new(AlertKind.Budget, "other", AlertSeverity.Critical, "Another kind."), CancellationToken.None);
        await alerts.RaiseAsync(new(AlertKind.Circuit, "loud", AlertSeverity.Warning, "Worth it."), CancellationToken.None);

        await Eventually.Is(() => _receiver.Taken.Count > 0);
        Assert.Equal(("raised", "loud"), Assert.Single(_receiver.Taken));
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_a_webhook_that_makes_no_sense_is_refused_with_every_fault()
    {
        var host = await StartAsync();
        var secret = await AddAsync(host);
        using var kept = await host.Http.PutJsonAsync("/api/v1/webhooks/ops", $$"""{"url": "{{_receiver.Url}}?kept"}""");
        using var wrong = await host.Http.PutJsonAsync(
            "/api/v1/webhooks/Ops!", """{"url": "ftp://x", "kinds": ["noise"], "least_severity": "huge", "secret": "short"}""");

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.False((await kept.JsonAsync(HttpStatusCode.OK)).TryGetProperty("secret", out _));
        Assert.DoesNotContain(secret, await host.Http.GetStringAsync("/api/v1/webhooks"), StringComparison.Ordinal);
        Assert.Equal(["kinds", "least_severity", "name", "secret", "url"], await wrong.FaultyFieldsAsync());
        Assert.Equal(
            0, await _database.ScalarAsync<long>("SELECT count(*) FROM catalog_changes WHERE kind = 'webhook' AND content ? 'sealed'"));
    }

    [Fact]
    public void A_signature_is_the_one_that_the_specification_shows() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            DateTimeOffset.FromUnixTimeSeconds(1_614_265_330),
            "{\"test\": 2432232314}"u8));

    private async Task<CatalogHost> StartAsync(params string[] settings)
    {
        var host = await CatalogHost.StartAsync(
            _database.ConnectionString, [$"--Credentials:DataKey={DataKey}", "--Alerts:Webhooks:RetryAfter=00:00:00.050", .. settings]);
        _hosts.Add(host);
        return host;
    }

    private async Task<string> AddAsync(CatalogHost host, string more = "")
    {
        using var added = await host.Http.PutJsonAsync("/api/v1/webhooks/ops", $$"""{"url": "{{_receiver.Url}}"{{more}}}""");
        return (await added.JsonAsync(HttpStatusCode.OK)).GetProperty("secret").GetString()!;
    }

    private static Task<AlertRow> RaiseAsync(CatalogHost host, string subject) => host.Services.GetRequiredService<AlertStore>().RaiseAsync(
        new(AlertKind.Circuit, subject, AlertSeverity.Warning, "It does not answer."), CancellationToken.None);

    private static Task<AlertRow?> ResolveAsync(CatalogHost host, string subject) =>
        host.Services.GetRequiredService<AlertStore>().ResolveAsync(AlertKind.Circuit, subject, "It answers.", CancellationToken.None);

    private static async Task<System.Text.Json.JsonElement> DeliveryAsync(CatalogHost host) =>
        (await host.Http.GetJsonAsync("/api/v1/webhooks/ops/deliveries")).GetProperty("items")[0];
}
