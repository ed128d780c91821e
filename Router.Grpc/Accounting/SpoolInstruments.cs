using System.Diagnostics.Metrics;
using Router.Grpc.Telemetry;

namespace Router.Grpc.Accounting;

/// <summary>What is counted of the spool.</summary>
internal sealed class SpoolInstruments(RouterMeter meter)
{
    /// <summary>Events that could not be written.</summary>
    public Counter<long> Lost { get; } = meter.Counter("routing.router.spool.lost", "{event}", "Ledger events that could not be written to the spool.");

    /// <summary>Bytes dropped because too much waited.</summary>
    public Counter<long> DroppedBytes { get; } = meter.Counter("routing.router.spool.dropped", "By", "Bytes of ledger events dropped because the spool was full.");

    /// <summary>Events that the catalog has stored.</summary>
    public Counter<long> Stored { get; } = meter.Counter("routing.router.spool.stored", "{event}", "Ledger events that the catalog has stored.");

    /// <summary>Events that the catalog will never store.</summary>
    public Counter<long> Rejected { get; } = meter.Counter("routing.router.spool.rejected", "{event}", "Ledger events that the catalog has refused for good.");
}
