using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Catalog.FunctionalTests.OnDemand;

public sealed class SyncRequestTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Began = new(2026, 11, 3, 4, 5, 6, TimeSpan.Zero);
    private readonly CatalogHostFixture _fixture = new();

    private TestDatabase Database => _fixture.Database;

    private SyncService.SyncServiceClient Client => new(_fixture.Host.Channel);

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_request_is_accepted_counted_and_waits_until_a_sync_answers_it()
    {
        using var first = await _fixture.Host.Http.PostAsync("/api/v1/providers/ollama/sync", null);
        using var second = await _fixture.Host.Http.PostAsync("/api/v1/providers/ollama/sync", null);

        Assert.Equal("/api/v1/providers/ollama/sync", first.Headers.Location!.OriginalString);
        var waiting = await second.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal((2, 0, true), (waiting.GetProperty("request").GetInt32(), waiting.GetProperty("answered").GetInt32(), waiting.GetProperty("waiting").GetBoolean()));

        await Client.ReportSyncAsync(Report(SyncResult.Synced, request: 2));

        var done = await _fixture.Host.Http.GetJsonAsync("/api/v1/providers/ollama/sync");
        Assert.Equal((2, false, "synced"), (done.GetProperty("answered").GetInt32(), done.GetProperty("waiting").GetBoolean(), done.GetProperty("result").GetString()));
        Assert.Equal("told by a test", done.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_request_made_while_a_sync_runs_still_waits_after_it()
    {
        await Client.RequestSyncAsync(new() { Provider = "ollama" });
        await Client.ReportSyncAsync(Report(SyncResult.Running, request: 1));
        await Client.RequestSyncAsync(new() { Provider = "ollama" });

        var running = (await Client.GetSyncAsync(new() { Provider = "ollama" })).State;
        await Client.ReportSyncAsync(Report(SyncResult.Unchanged, request: 1));
        var ended = (await Client.GetSyncAsync(new() { Provider = "ollama" })).State;

        Assert.Equal((SyncResult.Running, 0, 2), (running.Result, running.Answered, running.Request));
        Assert.Null(running.FinishedAt);
        Assert.Equal((SyncResult.Unchanged, 1, 2), (ended.Result, ended.Answered, ended.Request));
    }

    [Fact]
    public async Task Watchers_are_sent_what_waits_and_then_each_new_request()
    {
        await Client.RequestSyncAsync(new() { Provider = "ollama" });
        using var limit = new CancellationTokenSource(Deadline);
        using var watch = Client.WatchSyncRequests(new(), cancellationToken: limit.Token);
        Assert.Equal(("ollama", 1L), await NextAsync(watch, limit.Token));

        await Client.RequestSyncAsync(new() { Provider = "mistral" });
        Assert.Equal(("mistral", 1L), await NextAsync(watch, limit.Token));
        await Client.RequestSyncAsync(new() { Provider = "ollama" });
        Assert.Equal(("ollama", 2L), await NextAsync(watch, limit.Token));
    }

    [Fact]
    public async Task A_request_made_at_one_replica_reaches_the_watchers_of_another()
    {
        await using var other = await CatalogHost.StartAsync(Database.ConnectionString);
        using var limit = new CancellationTokenSource(Deadline);
        using var watch = new SyncService.SyncServiceClient(other.Channel).WatchSyncRequests(new(), cancellationToken: limit.Token);

        await Client.RequestSyncAsync(new() { Provider = "ollama" });

        Assert.Equal(("ollama", 1L), await NextAsync(watch, limit.Token));
    }

    [Fact]
    public async Task Nobody_can_ask_for_a_provider_that_is_unknown_or_disabled()
    {
        using var unknown = await _fixture.Host.Http.PostAsync("/api/v1/providers/nobody/sync", null);
        using var unseen = await _fixture.Host.Http.GetAsync("/api/v1/providers/nobody/sync");
        using var disabling = await _fixture.Host.Http.PutAsJsonAsync("/api/v1/providers/ollama", new { enabled = false });
        using var disabled = await _fixture.Host.Http.PostAsync("/api/v1/providers/ollama/sync", null);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.RequestSyncAsync(new() { Provider = "ollama" }));
        var lost = await Assert.ThrowsAsync<RpcException>(async () => await Client.RequestSyncAsync(new() { Provider = "nobody" }));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Conflict), (unknown.StatusCode, unseen.StatusCode, disabled.StatusCode));
        Assert.Equal((StatusCode.FailedPrecondition, StatusCode.NotFound), (refused.StatusCode, lost.StatusCode));
    }

    [Fact]
    public async Task A_report_of_an_older_sync_does_not_hide_a_newer_one()
    {
        var newer = Report(SyncResult.Failed, request: 0);
        newer.StartedAt = Timestamp.FromDateTimeOffset(Began.AddMinutes(1));
        await Client.ReportSyncAsync(newer);
        await Client.ReportSyncAsync(Report(SyncResult.Synced, request: 0));

        Assert.Equal(SyncResult.Failed, (await Client.GetSyncAsync(new() { Provider = "ollama" })).State.Result);
    }

    [Fact]
    public async Task A_report_must_say_how_and_when()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.ReportSyncAsync(new() { Provider = "ollama" }));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains("result", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("started_at", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_answer_taken_over_last_can_be_confirmed_as_unchanged()
    {
        var catalog = new CatalogService.CatalogServiceClient(_fixture.Host.Channel);
        await catalog.SyncProviderAsync(Answer("first", "one"));
        await ConfirmAsync("first");
        Assert.Equal(Began.AddDays(1).UtcDateTime, await Database.ScalarAsync<DateTime>("SELECT last_refreshed FROM providers WHERE provider_id = 'ollama'"));

        await catalog.SyncProviderAsync(Answer("second", "one", "two"));
        var outdated = await Assert.ThrowsAsync<RpcException>(() => ConfirmAsync("first"));
        await Assert.ThrowsAsync<RpcException>(async () => await catalog.SyncProviderAsync(Answer("empty")));
        var refused = await Assert.ThrowsAsync<RpcException>(() => ConfirmAsync("empty"));

        Assert.Equal((StatusCode.FailedPrecondition, StatusCode.FailedPrecondition), (outdated.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_kept_with_its_reason_and_changes_nothing()
    {
        var catalog = new CatalogService.CatalogServiceClient(_fixture.Host.Channel);
        await catalog.SyncProviderAsync(Answer("first", "one"));
        var before = await Database.ScalarAsync<long>("SELECT revision FROM catalog_revision");
        var unreadable = Answer("<html>");
        unreadable.Failure = "The list of models is not valid JSON.";

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await catalog.SyncProviderAsync(unreadable));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains("not valid JSON", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(before, await Database.ScalarAsync<long>("SELECT revision FROM catalog_revision"));
        Assert.Equal("<html>", await Database.ScalarAsync<string>("SELECT convert_from(raw, 'UTF8') FROM provider_answers WHERE reason = 'MALFORMED_ANSWER'"));
        var answer = await Database.ScalarAsync<long>("SELECT answer_id FROM provider_answers WHERE reason = 'MALFORMED_ANSWER'");
        using var confirmed = await _fixture.Host.Http.PostAsync($"/api/v1/providers/ollama/answers/{answer}/confirm", null);
        Assert.Equal(HttpStatusCode.NotFound, confirmed.StatusCode);
    }

    [Fact]
    public async Task A_model_that_can_nothing_by_its_providers_word_is_not_taken_for_a_chat_model()
    {
        var answer = Answer("models", "said-to-draw", "unsaid");
        answer.Models[0].CapabilitiesKnown = true;

        await new CatalogService.CatalogServiceClient(_fixture.Host.Channel).SyncProviderAsync(answer);

        Assert.Equal("[]", await Database.ScalarAsync<string>("SELECT coalesce(specs ->> 'capabilities', '[]') FROM model_registry WHERE model_id = 'said-to-draw'"));
        Assert.Contains("chat", await Database.ScalarAsync<string>("SELECT specs ->> 'capabilities' FROM model_registry WHERE model_id = 'unsaid'"), StringComparison.Ordinal);
    }

    private async Task ConfirmAsync(string raw) => await Client.ConfirmUnchangedAsync(new()
    {
        Provider = "ollama",
        RawSha256 = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(raw))),
        FetchedAt = Timestamp.FromDateTimeOffset(Began.AddDays(1)),
    });

    private static SyncProviderRequest Answer(string raw, params string[] models) => new()
    {
        Provider = "ollama",
        Raw = ByteString.CopyFromUtf8(raw),
        FetchedAt = Timestamp.FromDateTimeOffset(Began),
        Models = { models.Select(model => new DiscoveredModel { Model = model }) },
    };

    private static ReportSyncRequest Report(SyncResult result, long request) => new()
    {
        Provider = "ollama",
        Request = request,
        Result = result,
        Detail = "told by a test",
        StartedAt = Timestamp.FromDateTimeOffset(Began),
        FinishedAt = result == SyncResult.Running ? null : Timestamp.FromDateTimeOffset(Began.AddSeconds(1)),
    };

    private static async Task<(string Provider, long Request)> NextAsync(
        AsyncServerStreamingCall<WatchSyncRequestsResponse> watch, CancellationToken cancellationToken)
    {
        while (await watch.ResponseStream.MoveNext(cancellationToken))
        {
            if (watch.ResponseStream.Current is { Provider.Length: > 0 } next)
            {
                return (next.Provider, next.Request);
            }
        }

        throw new InvalidOperationException("The feed ended.");
    }
}
