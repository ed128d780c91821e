using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Telemetry;

public sealed class MeterTests
{
    [Fact]
    public async Task Requests_attempts_fallbacks_and_times_are_measured()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));
        var factory = router.Services.GetRequiredService<IMeterFactory>();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Aspire.Routing.Router" && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => seen.AddOrUpdate(instrument.Name, 1, static (_, count) => count + 1));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => seen.AddOrUpdate(instrument.Name, 1, static (_, count) => count + 1));
        listener.Start();

        await router.Http.ChatAsync();
        await Eventually.Is(() => seen.ContainsKey("routing.router.fallbacks"));

        Assert.Equal(1, seen["routing.router.requests"]);
        Assert.Equal(2, seen["routing.router.attempts"]);
        Assert.Equal(2, seen["gen_ai.client.operation.duration"]);
        Assert.Equal(1, seen["gen_ai.server.time_to_first_token"]);
        Assert.Equal(1, seen["routing.router.decision.duration"]);
    }
}
