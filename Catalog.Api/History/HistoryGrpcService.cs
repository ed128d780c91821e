using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Protos.Mapping;
using Routing.Catalog;

namespace Catalog.Api.History;

/// <summary>The past over gRPC.</summary>
internal sealed class HistoryGrpcService(SnapshotHistory snapshots, HealthViewStore views, DecisionStore decisions) : HistoryService.HistoryServiceBase
{
    private const string NotInHistory = "NOT_IN_HISTORY";

    public override async Task<GetSnapshotResponse> GetSnapshot(GetSnapshotRequest request, ServerCallContext context)
    {
        var snapshot = await snapshots.FindAsync(request.Revision, context.CancellationToken)
            ?? throw GrpcErrors.NotFound(NotInHistory, $"The recorded changes do not reach revision {request.Revision}.");
        return new() { Snapshot = CatalogWire.ToWire(snapshot), ContentHash = SnapshotFile.ContentHash(snapshot) };
    }

    public override async Task<GetHealthViewResponse> GetHealthView(GetHealthViewRequest request, ServerCallContext context) => new()
    {
        Content = await views.FindAsync(request.ViewId, context.CancellationToken)
            ?? throw GrpcErrors.NotFound(NotInHistory, $"The health view {request.ViewId} is not kept: no decision that read it has arrived."),
    };

    public override async Task<GetDecisionResponse> GetDecision(GetDecisionRequest request, ServerCallContext context)
    {
        var decision = await decisions.FindAsync(request.DecisionId, context.CancellationToken)
            ?? throw GrpcErrors.NotFound(NotInHistory, $"There is no decision {request.DecisionId}, or it has not arrived yet.");
        return new()
        {
            DecisionJson = decision.Json,
            DecidedAt = Timestamp.FromDateTimeOffset(decision.DecidedAt),
            Provider = decision.Provider,
            Model = decision.Model,
            Outcome = decision.Outcome,
            Attempts = decision.Attempts,
        };
    }
}
