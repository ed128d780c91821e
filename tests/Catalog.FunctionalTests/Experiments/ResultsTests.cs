using System.Net;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Catalog.FunctionalTests.Usage;

namespace Catalog.FunctionalTests.Experiments;

/// <summary>What the ledger says of an experiment.</summary>
public sealed class ResultsTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private const string Body = """{"state":"running","variants":[{"name":"control","weight":0.5},{"name":"dear","weight":0.5,"selector":"powerful"}]}""";

    private HttpClient Http => fixture.Host.Http;

    [Fact]
    public async Task Each_variant_has_its_calls_cost_latency_and_feedback_and_differences_are_as_sure_as_the_sessions_let_them_be()
    {
        using var begun = await Http.PutJsonAsync("/api/v1/experiments/judged", Body);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var events = new List<LedgerEvent>();
        for (var unit = 0; unit < 40; unit++)
        {
            // Two calls a session; of the control every fourth session fails twice; the other costs three times as much.
            events.AddRange(Call("control", unit, unit % 4 == 0 ? "failed" : "ok", 1_000_000));
            events.AddRange(Call("control", unit, unit % 4 == 0 ? "failed" : "ok", 2_000_000));
            events.AddRange(Call("dear", 500 + unit, "ok", 3_000_000));
            events.AddRange(Call("dear", 500 + unit, "ok", 6_000_000));
        }

        events.AddRange(Call("dear", 999, "aborted", 0));
        events.AddRange(Call("dear", 998, "refused", null));
        events.First(row => row.Decision?.Variant == "dear").Decision.VariantSetAside = true;
        var liked = events.First(row => row.Decision?.Variant == "dear");
        events.Add(new() { EventId = LedgerEvents.Id(null), Feedback = new() { DecisionId = liked.EventId, Rating = 4 } });
        await fixture.Host.IngestAsync([.. events]);

        var results = await Http.GetJsonAsync("/api/v1/experiments/judged/results");

        var (control, dear) = (results.GetProperty("variants")[0], results.GetProperty("variants")[1]);
        Assert.Equal((40, 80, 60, 20), (Number(control, "units"), Number(control, "calls"), Number(control, "served"), Number(control, "failed")));
        Assert.Equal((42, 82, 1, 1), (Number(dear, "units"), Number(dear, "calls"), Number(dear, "aborted"), Number(dear, "refused")));
        Assert.Equal((0, 1), (Number(control, "set_aside"), Number(dear, "set_aside")));
        Assert.Equal((0.75, 80 / 81.0), (Real(control, "success_rate"), Real(dear, "success_rate")));
        Assert.Equal((0.12, 0.0015), (Real(control, "cost_usd"), Math.Round(Real(control, "cost_per_call_usd"), 9)));
        Assert.Equal((0.36, 0), (Math.Round(Real(dear, "cost_usd"), 9), Number(dear, "unpriced_calls")));
        Assert.Equal((200, 200), (Real(dear, "latency_ms"), Real(dear, "latency_p95_ms")));
        Assert.Equal((1, 0.75, 4), (Number(dear, "verdicts"), Real(dear, "quality"), Real(dear, "rating")));

        var success = Comparison(results, "success");
        Assert.True(success.GetProperty("is_shown").GetBoolean());
        Assert.InRange(Real(success, "lower"), 0.05, 0.15);
        Assert.InRange(Real(success, "upper"), 0.35, 0.45);
        var cost = Comparison(results, "cost");
        Assert.True(Real(cost, "lower") > 0.0025, cost.ToString());
        Assert.False(Comparison(results, "quality").TryGetProperty("lower", out var none) && none.ValueKind != JsonValueKind.Null);
        Assert.Contains(Says(results), says => says.StartsWith("Success: dear 98.77 %, control 75 %; dear succeeds more often: ", StringComparison.Ordinal));
        Assert.DoesNotContain(Says(results), says => says.StartsWith("Do not trust", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Variants_that_lost_sessions_are_not_to_be_trusted()
    {
        using var begun = await Http.PutJsonAsync("/api/v1/experiments/leaky", Body);
        await fixture.Host.IngestAsync([.. Enumerable.Range(0, 100).SelectMany(unit => Call(unit < 80 ? "control" : "dear", unit, "ok", 1, "leaky"))]);

        Assert.StartsWith("Do not trust what follows: the sessions ", Says(await Http.GetJsonAsync("/api/v1/experiments/leaky/results")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_has_not_begun_has_no_results()
    {
        using var draft = await Http.PutJsonAsync("/api/v1/experiments/waiting", Body.Replace("running", "draft", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Conflict, (await Http.GetAsync(new Uri("/api/v1/experiments/waiting/results", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(new Uri("/api/v1/experiments/nowhere/results", UriKind.Relative))).StatusCode);
    }

    private static IEnumerable<LedgerEvent> Call(string variant, int bucket, string outcome, long? cost, string experiment = "judged")
    {
        var decision = LedgerEvents.Decision();
        decision.Decision.DecisionId = decision.EventId;
        decision.Decision.Experiment = experiment;
        decision.Decision.Variant = variant;
        decision.Decision.ExperimentBucket = bucket;
        decision.Decision.Outcome = outcome;
        decision.Decision.LatencyMicros = 200_000;
        yield return decision;
        if (cost is { } nanos)
        {
            var attempt = LedgerEvents.Attempt();
            attempt.Attempt.DecisionId = decision.EventId;
            attempt.Attempt.CostNanos = nanos;
            yield return attempt;
        }
    }

    private static JsonElement Comparison(JsonElement results, string measure) =>
        results.GetProperty("comparisons").EnumerateArray().Single(row => row.GetProperty("measure").GetString() == measure);

    private static IEnumerable<string> Says(JsonElement results) => results.GetProperty("says").EnumerateArray().Select(row => row.GetString()!);

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();

    private static double Real(JsonElement row, string name) => row.GetProperty(name).GetDouble();
}
