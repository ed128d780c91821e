using System.Net;
using Aspire.Catalog.V1;
using Catalog.Api.Alerts;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Catalog.FunctionalTests.Alerts;

public sealed class AlertTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private readonly CatalogHostFixture _fixture = new();

    private CatalogHost Host => _fixture.Host;

    private AlertService.AlertServiceClient Client => new(Host.Channel);

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task An_alert_raised_again_is_one_alert_and_is_told_once()
    {
        var first = (await Client.RaiseAlertAsync(Raise("kimi", "It does not answer."))).Alert;
        var again = (await Client.RaiseAlertAsync(Raise("kimi", "It still does not answer."))).Alert;
        var other = (await Client.RaiseAlertAsync(Raise("openai", "It does not answer."))).Alert;

        Assert.Equal((first.AlertId, 2L, "It still does not answer."), (again.AlertId, again.Occurrences, again.Message));
        Assert.NotEqual(first.AlertId, other.AlertId);
        Assert.Equal(2, await _fixture.Database.ScalarAsync<long>("SELECT count(*) FROM alert_events"));
        Assert.Equal(2, Host.Logs.Lines.Count(line => line.Event.Id == 1670 && line.Level == LogLevel.Warning));
    }

    [Fact]
    public async Task A_rise_of_severity_is_told_again_and_a_fall_is_not()
    {
        await Client.RaiseAlertAsync(Raise("kimi", "Half of it is spent."));
        var acknowledged = await AcknowledgeAsync(1);
        await Client.RaiseAlertAsync(Raise("kimi", "All of it is spent.", AlertSeverity.Critical));
        var fallen = (await Client.RaiseAlertAsync(Raise("kimi", "Half of it is spent."))).Alert;

        Assert.Equal("ops", acknowledged.AcknowledgedBy);
        Assert.Equal((AlertSeverity.Critical, "", 3L), (fallen.Severity, fallen.AcknowledgedBy, fallen.Occurrences));
        Assert.Equal(
            "raised,acknowledged,escalated",
            await _fixture.Database.ScalarAsync<string>("SELECT string_agg(type, ',' ORDER BY event_id) FROM alert_events"));
    }

    [Fact]
    public async Task A_resolved_alert_that_comes_back_is_a_new_one()
    {
        var first = (await Client.RaiseAlertAsync(Raise("kimi", "It does not answer."))).Alert;
        var resolved = (await Client.ResolveAlertAsync(new() { Kind = AlertKind.Circuit, Subject = "kimi", Message = "It answers." })).Alert;
        var nothing = (await Client.ResolveAlertAsync(new() { Kind = AlertKind.Circuit, Subject = "kimi" })).Alert;
        var second = (await Client.RaiseAlertAsync(Raise("kimi", "It does not answer."))).Alert;
        var refused = await Assert.ThrowsAsync<RpcException>(() => AcknowledgeAsync(first.AlertId));

        Assert.Equal((first.AlertId, "It answers."), (resolved.AlertId, resolved.Resolution));
        Assert.NotNull(resolved.ResolvedAt);
        Assert.Null(nothing);
        Assert.NotEqual(first.AlertId, second.AlertId);
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Fact]
    public async Task Two_replicas_that_raise_the_same_at_once_make_one_alert()
    {
        await using var other = await CatalogHost.StartAsync(_fixture.Database.ConnectionString);
        AlertStore[] stores = [Host.Services.GetRequiredService<AlertStore>(), other.Services.GetRequiredService<AlertStore>()];

        var raised = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => stores[number % 2].RaiseAsync(
            new(AlertKind.Budget, "kimi/k2 chat", AlertSeverity.Critical, $"Number {number}"), CancellationToken.None)));

        Assert.Single(raised.Select(alert => alert.AlertId).Distinct());
        Assert.Equal(20, raised.Max(alert => alert.Occurrences));
        Assert.Equal(1, await _fixture.Database.ScalarAsync<long>("SELECT count(*) FROM alert_events"));
    }

    [Fact]
    public async Task A_watcher_is_sent_what_is_open_then_what_happens_at_any_replica_and_resumes_where_it_was()
    {
        await using var other = await CatalogHost.StartAsync(_fixture.Database.ConnectionString);
        await Client.RaiseAlertAsync(Raise("gone", "It does not answer."));
        await Client.ResolveAlertAsync(new() { Kind = AlertKind.Circuit, Subject = "gone" });
        await Client.RaiseAlertAsync(Raise("kimi", "It does not answer."));
        await Client.RaiseAlertAsync(Raise("kimi", "It never will.", AlertSeverity.Critical));
        using var limit = new CancellationTokenSource(Deadline);

        using var watch = new AlertService.AlertServiceClient(other.Channel).WatchAlerts(new(), cancellationToken: limit.Token);
        var open = await NextAsync(watch, limit.Token);
        await Client.ResolveAlertAsync(new() { Kind = AlertKind.Circuit, Subject = "kimi" });
        var resolved = await NextAsync(watch, limit.Token);
        using var resumed = Client.WatchAlerts(new() { AfterEventId = open.EventId }, cancellationToken: limit.Token);

        Assert.Equal((AlertEventType.Escalated, "kimi", "It never will."), (open.Type, open.Alert.Subject, open.Alert.Message));
        Assert.Equal((AlertEventType.Resolved, "kimi"), (resolved.Type, resolved.Alert.Subject));
        Assert.Equal(resolved, await NextAsync(resumed, limit.Token));
    }

    [Fact]
    public async Task Over_rest_alerts_are_listed_read_and_acknowledged()
    {
        var raise = Raise("kimi", "It does not answer.");
        raise.DataJson = """{"since": "yesterday"}""";
        await Client.RaiseAlertAsync(raise);
        await Client.RaiseAlertAsync(Raise("openai", "It does not answer."));
        await Client.ResolveAlertAsync(new() { Kind = AlertKind.Circuit, Subject = "openai" });

        var open = await Host.Http.GetJsonAsync("/api/v1/alerts?kind=circuit");
        var newest = await Host.Http.GetJsonAsync("/api/v1/alerts?include_resolved=true&page_size=1");
        var oldest = await Host.Http.GetJsonAsync(
            $"/api/v1/alerts?include_resolved=true&page_size=1&page_token={Uri.EscapeDataString(newest.GetProperty("next_page_token").GetString()!)}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/alerts/1/acknowledge") { Headers = { { "x-changed-by", "ops" } } };
        using var acknowledged = await Host.Http.SendAsync(request);
        using var resolved = await Host.Http.PostAsync("/api/v1/alerts/2/acknowledge", null);
        using var unknown = await Host.Http.PostAsync("/api/v1/alerts/77/acknowledge", null);
        using var wrong = await Host.Http.GetAsync("/api/v1/alerts?kind=noise");

        var alert = Assert.Single(open.GetProperty("items").EnumerateArray());
        Assert.Equal(("kimi", "warning"), (alert.GetProperty("subject").GetString(), alert.GetProperty("severity").GetString()));
        Assert.Equal("yesterday", alert.GetProperty("data").GetProperty("since").GetString());
        Assert.Equal("openai", newest.GetProperty("items")[0].GetProperty("subject").GetString());
        Assert.Equal("kimi", oldest.GetProperty("items")[0].GetProperty("subject").GetString());
        Assert.Equal("ops", (await acknowledged.JsonAsync(HttpStatusCode.OK)).GetProperty("acknowledged_by").GetString());
        Assert.Equal(
            (HttpStatusCode.Conflict, HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (resolved.StatusCode, unknown.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task An_alert_that_says_too_little_is_refused_with_every_fault()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.RaiseAlertAsync(new() { DataJson = "[1]" }));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        foreach (var field in (string[])["kind", "subject", "severity", "message", "data_json"])
        {
            Assert.Contains($"{field}:", refused.Status.Detail, StringComparison.Ordinal);
        }
    }

    private static RaiseAlertRequest Raise(string subject, string message, AlertSeverity severity = AlertSeverity.Warning) =>
        new() { Kind = AlertKind.Circuit, Subject = subject, Severity = severity, Message = message };

    private async Task<Alert> AcknowledgeAsync(long alert) =>
        (await Client.AcknowledgeAlertAsync(new() { AlertId = alert }, new Metadata { { "x-changed-by", "ops" } })).Alert;

    private static async Task<AlertEvent> NextAsync(AsyncServerStreamingCall<WatchAlertsResponse> watch, CancellationToken cancellationToken)
    {
        while (await watch.ResponseStream.MoveNext(cancellationToken))
        {
            if (watch.ResponseStream.Current.Event is { } happened)
            {
                return happened;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
