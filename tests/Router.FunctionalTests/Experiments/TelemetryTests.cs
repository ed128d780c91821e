using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Experiments;

/// <summary>What metrics and traces tell of a request in an experiment.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Experiment_and_variant_are_told_by_counter_and_span()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address) with
        {
            Experiments = [new() { Name = "pair", Salt = "pair", Variants = [new() { Name = "a", WeightMillis = 500 }, new() { Name = "b", WeightMillis = 500, Selector = "fast" }] }],
        });
        var factory = router.Services.GetRequiredService<IMeterFactory>();
        var counted = new ConcurrentQueue<string>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "routing.router.experiments" && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Enqueue(string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))));
        meters.Start();
        var trace = ActivityTraceId.CreateRandom();
        var told = new ConcurrentQueue<(object?, object?)>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Aspire.Routing.Router" or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace && span.GetTagItem("routing.experiment") is { } experiment)
                {
                    told.Enqueue((experiment, span.GetTagItem("routing.variant")));
                }
            },
        };
        ActivitySource.AddActivityListener(spans);
        router.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace.ToHexString()}-b7ad6b7169203331-01");

        var part = (await router.Http.ChatAsync("auto")).Header("x-routing-experiment");
        await Eventually.Is(() => !counted.IsEmpty && !told.IsEmpty);

        var variant = part["pair; variant=".Length..];
        Assert.Equal([$"routing.experiment=pair routing.variant={variant} routing.outcome=ok"], counted);
        Assert.Equal([("pair", variant)], told);
    }
}
