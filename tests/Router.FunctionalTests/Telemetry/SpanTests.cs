using System.Collections.Concurrent;
using System.Diagnostics;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Telemetry;

public sealed class SpanTests
{
    [Fact]
    public async Task Each_attempt_has_a_span_in_the_requests_trace()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(429);
        second.Replies(Reply.Sse("Hello") with { Usage = new(5, 2) });
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            // As the exporter does: without a listener the server makes no span for a request to be in.
            ShouldListenTo = static source => source.Name is "Aspire.Routing.Router" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Keep(span, trace, spans),
        };
        ActivitySource.AddActivityListener(listener);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));
        router.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");

        var response = await router.Http.StreamAsync();
        await response.Content.ReadAsStringAsync();
        await Eventually.Is(() => spans.Count == 2);

        var (failed, served) = (spans.First(), spans.Last());
        Assert.Equal(["chat sim-small", "chat sim-medium"], spans.Select(span => span.DisplayName));
        Assert.All(spans, span => Assert.Equal(ActivityKind.Client, span.Kind));
        Assert.Equal((ActivityStatusCode.Error, "rate_limited"), (failed.Status, failed.GetTagItem("error.type")));
        Assert.Equal("beta", served.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("sim-medium", served.GetTagItem("gen_ai.request.model"));
        Assert.Equal((5L, 2L), (served.GetTagItem("gen_ai.usage.input_tokens"), served.GetTagItem("gen_ai.usage.output_tokens")));
        Assert.Equal(response.Header("x-routing-decision"), served.GetTagItem("routing.decision.id"));
    }

    private static void Keep(Activity span, string trace, ConcurrentQueue<Activity> spans)
    {
        if (span.Source.Name == "Aspire.Routing.Router" && span.TraceId.ToHexString() == trace)
        {
            spans.Enqueue(span);
        }
    }
}
