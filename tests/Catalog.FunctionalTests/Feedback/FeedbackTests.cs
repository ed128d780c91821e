using System.Net;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.Api.Feedback;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Catalog.FunctionalTests.Feedback;

public sealed class FeedbackTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private TestDatabase Database => fixture.Database;

    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task Verdicts_on_a_decision_become_an_estimate_that_routers_are_told()
    {
        var model = await AnyModelAsync();
        await GiveAsync(model, "code", [.. Enumerable.Repeat(5, 9), .. Enumerable.Repeat(1, 3)]);

        await RoundAsync();

        var row = (await Http.GetJsonAsync("/api/v1/quality")).GetProperty("items").EnumerateArray()
            .Single(row => row.GetProperty("model").GetString() == model && row.GetProperty("capability").GetString() == "code");
        Assert.Equal(0.75m, row.GetProperty("mean").GetDecimal(), 2);
        Assert.InRange(row.GetProperty("evidence").GetDecimal(), 11.9m, 12m);
        await Eventually.Is(() => fixture.Host.Feed.Current!.QualityEstimates.Any(estimate => estimate.Model.Value == model && estimate.MeanMillis == 750));
    }

    [Fact]
    public async Task Ever_more_of_the_same_makes_few_revisions()
    {
        var model = await AnyModelAsync(1);
        await GiveAsync(model, "factual", [.. Enumerable.Repeat(4, 20)]);
        await RoundAsync();
        var revision = await RevisionAsync();

        await GiveAsync(model, "factual", [4, 4]);
        await RoundAsync();

        Assert.Equal(revision, await RevisionAsync());
    }

    [Fact]
    public async Task A_verdict_waits_for_its_decision_and_the_callers_own_word_for_the_work_wins()
    {
        var model = await AnyModelAsync(2);
        var decision = Decision(model, "code");
        var verdict = Verdict(decision, 5);
        verdict.Feedback.Capability = "translation";
        await SendAsync(verdict);
        await RoundAsync();
        Assert.Equal("waiting", await StateAsync(verdict));

        await SendAsync(decision);
        await RoundAsync();

        Assert.Equal("counted", await StateAsync(verdict));
        Assert.Equal("translation", await Database.ScalarAsync<string>("SELECT capability FROM feedback WHERE event_id = $1", Guid.Parse(verdict.EventId)));
    }

    [Fact]
    public async Task A_verdict_on_work_of_no_known_kind_is_kept_and_counts_for_nothing()
    {
        var decision = Decision(await AnyModelAsync(), "");
        var verdict = Verdict(decision, 5);
        await SendAsync(decision, verdict);

        await RoundAsync();

        Assert.Equal("unattributed", await StateAsync(verdict));
    }

    [Fact]
    public async Task A_verdict_that_can_never_count_is_rejected()
    {
        var decision = Decision("m", "code");
        var empty = Verdict(decision, 1);
        empty.Feedback.ClearRating();
        var tooGood = Verdict(decision, 6);
        var nowhere = Verdict(decision, 5);
        nowhere.Feedback.DecisionId = "decision";

        var answer = await SendAsync(empty, tooGood, nowhere);

        Assert.Empty(answer.Stored);
        Assert.Equal(3, answer.Rejected.Count);
    }

    [Fact]
    public async Task A_model_that_degrades_is_proposed_for_demotion_and_moved_only_when_accepted()
    {
        var tier = await Http.GetJsonAsync("/api/v1/tiers/balanced");
        var first = tier.GetProperty("entries")[0].GetString()!;
        var model = await Database.ScalarAsync<string>(
            "SELECT canonical_id FROM model_registry WHERE provider_id || '/' || model_id = $1", first);
        await GiveAsync(model, "creative", [.. Enumerable.Repeat(5, 100), .. Enumerable.Repeat(1, 40)]);
        await RoundAsync();

        var proposal = Assert.Single(
            (await Http.GetJsonAsync("/api/v1/proposals?state=open")).GetProperty("items").EnumerateArray(),
            row => row.GetProperty("model").GetString() == model);
        Assert.Contains("0.00 in the last 40 verdicts, 1.00 in the 100 before", proposal.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal(first, (await Http.GetJsonAsync("/api/v1/tiers/balanced")).GetProperty("entries")[0].GetString());

        var accepted = await AcceptAsync(proposal, HttpStatusCode.OK);

        Assert.Contains("balanced", accepted.GetProperty("changed_tiers").EnumerateArray().Select(name => name.GetString()));
        Assert.NotEqual(first, (await Http.GetJsonAsync("/api/v1/tiers/balanced")).GetProperty("entries")[0].GetString());
        await AcceptAsync(proposal, HttpStatusCode.NotFound);

        // The same verdicts do not raise it again.
        await GiveAsync(model, "creative", [1, 1]);
        await RoundAsync();
        Assert.DoesNotContain(
            (await Http.GetJsonAsync("/api/v1/proposals?state=open")).GetProperty("items").EnumerateArray(),
            row => row.GetProperty("model").GetString() == model);

        using var rollback = await Http.SendJsonAsync(HttpMethod.Post, "/api/v1/tiers/balanced/rollback", "");
        Assert.Equal(first, (await rollback.JsonAsync(HttpStatusCode.OK)).GetProperty("entries")[0].GetString());
    }

    private static LedgerEvent Decision(string model, string capability) => new()
    {
        EventId = Guid.CreateVersion7().ToString(),
        Decision = new DecisionEvent
        {
            DecisionId = "decision",
            Selector = "auto",
            Provider = "p",
            Model = "m",
            CanonicalModel = model,
            Attempts = 1,
            Outcome = "ok",
            Hash = "00",
            Capability = capability,
        },
    };

    private static LedgerEvent Verdict(LedgerEvent decision, int rating, DateTimeOffset? at = null) => new()
    {
        EventId = (at is { } time ? Guid.CreateVersion7(time) : Guid.CreateVersion7()).ToString(),
        Feedback = new FeedbackEvent { DecisionId = decision.EventId, Rating = rating },
    };

    private async Task GiveAsync(string model, string capability, int[] ratings)
    {
        var decision = Decision(model, capability);
        var start = TimeProvider.System.GetUtcNow().AddSeconds(-ratings.Length);
        await SendAsync([decision, .. ratings.Select((rating, i) => Verdict(decision, rating, start.AddSeconds(i)))]);
    }

    private Task RoundAsync() => fixture.Host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()
        .OfType<FeedbackRound>().Single().RunAsync(publish: false, CancellationToken.None);

    private Task<string> StateAsync(LedgerEvent verdict) =>
        Database.ScalarAsync<string>("SELECT state FROM feedback WHERE event_id = $1", Guid.Parse(verdict.EventId));

    private Task<string> AnyModelAsync(int skipped = 0) =>
        Database.ScalarAsync<string>("SELECT canonical_id FROM models ORDER BY canonical_id OFFSET $1 LIMIT 1", skipped);

    private Task<long> RevisionAsync() => Database.ScalarAsync<long>("SELECT revision FROM catalog_revision");

    private async Task<JsonElement> AcceptAsync(JsonElement proposal, HttpStatusCode expected)
    {
        using var response = await Http.SendJsonAsync(HttpMethod.Post, $"/api/v1/proposals/{proposal.GetProperty("proposal").GetInt64()}/accept", "");
        return await response.JsonAsync(expected);
    }

    private async Task<IngestResponse> SendAsync(params LedgerEvent[] events)
    {
        using var call = new UsageService.UsageServiceClient(fixture.Host.Channel).Ingest(deadline: DateTime.UtcNow.AddMinutes(5));
        await call.RequestStream.WriteAsync(new IngestRequest { Events = { events } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var answer = call.ResponseStream.Current;
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
        return answer;
    }
}
