using Aspire.Catalog.V1;
using Microsoft.Extensions.DependencyInjection;
using Router.Grpc.Accounting;

namespace Router.FunctionalTests.Running;

/// <summary>What a router has written for the ledger.</summary>
internal sealed record Ledger(IReadOnlyList<LedgerEvent> Events)
{
    public IEnumerable<AttemptEvent> Attempts => Events.Where(row => row.Attempt is not null).Select(row => row.Attempt);

    public IEnumerable<DecisionEvent> Decisions => Events.Where(row => row.Decision is not null).Select(row => row.Decision);

    /// <summary>Reads the final events in the order in which they were written.</summary>
    public static Ledger Read(IEnumerable<string> segments) => new(
    [
        .. segments.SelectMany(segment => SpoolSegment.Read(segment, out _))
            .Where(record => record.Kind == SpoolRecordKind.Final)
            .Select(record => record.Event),
    ]);
}

/// <summary>How tests get at it.</summary>
internal static class LedgerExtensions
{
    public static Ledger Ledger(this RouterUnderTest router)
    {
        var spool = router.Services.GetRequiredService<Spool>();
        spool.CloseSegment();
        return Running.Ledger.Read(spool.ClosedSegments());
    }
}
