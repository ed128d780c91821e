using System.Diagnostics.Metrics;

namespace Router.Grpc.Telemetry;

/// <summary>The meter under which everything the router measures is published.</summary>
internal sealed class RouterMeter(IMeterFactory factory)
{
    public const string Name = "Aspire.Routing.Router";

    private readonly Meter _meter = factory.Create(Name);

    public Counter<long> Counter(string name, string unit, string description) => _meter.CreateCounter<long>(name, unit, description);

    public void Gauge(string name, string unit, string description, Func<double> observe) => _meter.CreateObservableGauge(name, observe, unit, description);

    /// <param name="name">The name.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="description">What is measured.</param>
    /// <param name="bounds">Upper bounds of the buckets, ascending; a reader may choose others.</param>
    public Histogram<T> Histogram<T>(string name, string unit, string description, T[] bounds)
        where T : struct =>
        _meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = bounds });
}
