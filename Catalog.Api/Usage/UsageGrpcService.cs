using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Catalog.Api.Grpc;
using Grpc.Core;

namespace Catalog.Api.Usage;

/// <summary>Takes in what routers did, batch by batch, each acknowledged once it is stored for good.</summary>
internal sealed class UsageGrpcService(LedgerIntake intake, DatabaseReadiness readiness) : UsageService.UsageServiceBase
{
    private const int LargestBatch = 1_000;

    public override async Task Ingest(
        IAsyncStreamReader<IngestRequest> requestStream, IServerStreamWriter<IngestResponse> responseStream, ServerCallContext context)
    {
        if (!readiness.IsReady)
        {
            throw GrpcErrors.NotReady();
        }

        try
        {
            await TakeAsync(requestStream, responseStream, context.CancellationToken);
        }
        catch (IOException)
        {
            // A router that was killed, or stops, resets the stream, of which the call's token may hear a moment later. What the router was
            // not told of, it sends again.
        }
    }

    private async Task TakeAsync(
        IAsyncStreamReader<IngestRequest> requestStream, IServerStreamWriter<IngestResponse> responseStream, CancellationToken cancellationToken)
    {
        await foreach (var request in requestStream.ReadAllAsync(cancellationToken))
        {
            if (request.Events.Count > LargestBatch)
            {
                throw GrpcErrors.Invalid([("events", $"has {request.Events.Count} events, more than {LargestBatch}")]);
            }

            await responseStream.WriteAsync(await intake.TakeAsync(request.Events, cancellationToken), cancellationToken);
        }
    }
}
