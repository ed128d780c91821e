using System.Net;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;
using Routing.Catalog;
using Routing.Health;

namespace Catalog.FunctionalTests.History;

public sealed class KeptDecisionTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private const string Json = """{ "engine": 3,  "input": { "selector": "a \"b\" ü" } }""";

    private HistoryService.HistoryServiceClient Client => new((ChannelBase)fixture.Host.Channel);

    [Fact]
    public async Task A_decision_comes_back_letter_by_letter()
    {
        var id = Guid.CreateVersion7().ToString();

        await SendAsync(Decision(id));

        var kept = await Client.GetDecisionAsync(new() { DecisionId = id });
        Assert.Equal((Json, "openai", "ok", 2), (kept.DecisionJson, kept.Provider, kept.Outcome, kept.Attempts));
        Assert.Equal(Json, await fixture.Host.Http.GetStringAsync($"/api/v1/decisions/{id}"));
    }

    [Fact]
    public async Task A_health_view_is_kept_once_and_comes_back_letter_by_letter()
    {
        var view = new HealthView(new Dictionary<DeploymentId, HealthState> { [new(new("a"), "oak")] = new() { Score = 30, Cause = "“slow”" } });

        var first = await SendAsync(View(view.Id, view.Content), View(view.Id, view.Content));
        var again = await SendAsync(View(view.Id, view.Content));

        Assert.Equal(3, first.Stored.Count + again.Stored.Count);
        Assert.Equal(1, await fixture.Database.ScalarAsync<long>("SELECT count(*) FROM health_views WHERE view_id = $1", view.Id));
        Assert.Equal(view.Content, (await Client.GetHealthViewAsync(new() { ViewId = view.Id })).Content);
        Assert.Equal(view.Content, await fixture.Host.Http.GetStringAsync($"/api/v1/health-views/{view.Id}"));
    }

    [Fact]
    public async Task A_view_under_a_name_that_is_not_its_hash_is_rejected_and_keeps_nothing_else_out()
    {
        var id = Guid.CreateVersion7().ToString();

        var answer = await SendAsync(View(HealthView.Unknown.Id, "[ ]"), View("", "[]"), View("x", "{"), Decision(id));

        // The first says what its id says, in other letters.
        Assert.Equal([id], answer.Stored);
        Assert.Equal(3, answer.Rejected.Count(rejected => rejected.Reason.EndsWith('.')));
    }

    [Fact]
    public async Task What_is_not_kept_is_not_found()
    {
        foreach (var id in new[] { "nonsense", Guid.NewGuid().ToString(), Guid.CreateVersion7().ToString() })
        {
            var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetDecisionAsync(new() { DecisionId = id }));
            Assert.Equal(StatusCode.NotFound, failure.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await fixture.Host.Http.GetAsync($"/api/v1/decisions/{id}")).StatusCode);
        }

        var view = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetHealthViewAsync(new() { ViewId = "0" }));
        Assert.Equal(StatusCode.NotFound, view.StatusCode);
    }

    private static LedgerEvent Decision(string id) => new()
    {
        EventId = id,
        Decision = new()
        {
            DecisionId = id,
            Selector = "auto",
            Provider = "openai",
            Model = "gpt-4o-mini",
            Outcome = "ok",
            Attempts = 2,
            Hash = "h",
            DecisionJson = Json,
        },
    };

    private static LedgerEvent View(string id, string content) =>
        new() { EventId = Guid.CreateVersion7().ToString(), HealthView = new() { ViewId = id, Content = content } };

    private async Task<IngestResponse> SendAsync(params LedgerEvent[] events)
    {
        using var call = new UsageService.UsageServiceClient((ChannelBase)fixture.Host.Channel).Ingest();
        await call.RequestStream.WriteAsync(new() { Events = { events } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var answer = call.ResponseStream.Current;
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
        return answer;
    }
}
