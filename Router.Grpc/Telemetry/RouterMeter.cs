using System.Diagnostics.Metrics;

namespace Router.Grpc.Telemetry;

/// <summary>The meter under which everything the router measures is published.</summary>
internal sealed class RouterMeter(IMeterFactory factory)
{
    public const string Name = "Aspire.Routing.Router";

    private readonly Meter _meter = factory.Create(Name);

    public Counter<long> Counter(string name, string unit, string description) => _meter.CreateCounter<long>(name, unit, description);

    public Histogram<double> Histogram(string name, string unit, string description) => _meter.CreateHistogram<double>(name, unit, description);
}
