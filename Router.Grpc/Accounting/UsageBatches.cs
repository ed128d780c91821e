using Aspire.Catalog.V1;

namespace Router.Grpc.Accounting;

/// <summary>Cuts the final events of a segment into batches that the catalog takes and a list in Redis holds.</summary>
internal static class UsageBatches
{
    public const int MostEvents = 500;
    private const int MostBytes = 256 * 1024;

    public static IEnumerable<IngestRequest> Of(string segment)
    {
        var batch = new IngestRequest();
        var bytes = 0;
        foreach (var (kind, one) in SpoolSegment.Read(segment, out _))
        {
            if (kind != SpoolRecordKind.Final)
            {
                continue;
            }

            var size = one.CalculateSize();
            if (batch.Events.Count == MostEvents || batch.Events.Count > 0 && bytes + size > MostBytes)
            {
                yield return batch;
                (batch, bytes) = (new(), 0);
            }

            batch.Events.Add(one);
            bytes += size;
        }

        if (batch.Events.Count > 0)
        {
            yield return batch;
        }
    }
}
