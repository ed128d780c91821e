using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Catalog.Api.SyncRequests;

/// <summary>Syncs on demand over gRPC.</summary>
internal sealed class SyncGrpcService(SyncStates states, SyncRequestWatch watch, LastAnswer lastAnswer, IHostApplicationLifetime lifetime)
    : SyncService.SyncServiceBase
{
    private const int LongestDetail = 1_000;

    public override async Task<RequestSyncResponse> RequestSync(RequestSyncRequest request, ServerCallContext context)
    {
        if (await states.RequestAsync(request.Provider, context.Peer, context.CancellationToken) is { } state)
        {
            return new RequestSyncResponse { State = ToWire(state) };
        }

        throw await states.FindAsync(request.Provider, context.CancellationToken) is null
            ? GrpcErrors.ProviderNotFound(request.Provider)
            : GrpcErrors.Precondition("PROVIDER_DISABLED", $"{request.Provider} is disabled, and nobody asks it for anything. Enable it first.");
    }

    public override async Task<GetSyncResponse> GetSync(GetSyncRequest request, ServerCallContext context) => new()
    {
        State = ToWire(await states.FindAsync(request.Provider, context.CancellationToken) ?? throw GrpcErrors.ProviderNotFound(request.Provider)),
    };

    public override async Task WatchSyncRequests(
        WatchSyncRequestsRequest request, IServerStreamWriter<WatchSyncRequestsResponse> responseStream, ServerCallContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await watch.ServeAsync(responseStream, either.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Catalog.Api is shutting down. Connect again."));
        }
    }

    public override async Task<ReportSyncResponse> ReportSync(ReportSyncRequest request, ServerCallContext context)
    {
        var faults = Faults(request).ToArray();
        if (faults.Length > 0)
        {
            throw GrpcErrors.Invalid(faults);
        }

        var told = new SyncRow(request.Provider)
        {
            Answered = request.Request,
            Result = SyncResults.Name(request.Result),
            Detail = request.Detail.Replace("\0", "", StringComparison.Ordinal),
            StartedAt = request.StartedAt.ToDateTimeOffset(),
            FinishedAt = request.FinishedAt?.ToDateTimeOffset(),
        };
        return await states.ReportAsync(told, context.CancellationToken)
            ? new ReportSyncResponse()
            : throw GrpcErrors.ProviderNotFound(request.Provider);
    }

    public override async Task<ConfirmUnchangedResponse> ConfirmUnchanged(ConfirmUnchangedRequest request, ServerCallContext context)
    {
        if (request.FetchedAt is null)
        {
            throw GrpcErrors.Invalid([("fetched_at", "is missing")]);
        }

        return await lastAnswer.ConfirmAsync(
            request.Provider, request.RawSha256.ToByteArray(), request.FetchedAt.ToDateTimeOffset(), context.CancellationToken)
            ? new ConfirmUnchangedResponse()
            : throw GrpcErrors.Precondition("OTHER_ANSWER", $"What {request.Provider} answered last is something else. Send the whole answer.");
    }

    private static IEnumerable<(string Field, string Fault)> Faults(ReportSyncRequest request)
    {
        if (SyncResults.Name(request.Result) is null)
        {
            yield return ("result", "is missing or unknown");
        }

        if (request.StartedAt is null)
        {
            yield return ("started_at", "is missing");
        }

        if (request.Result != SyncResult.Running && request.FinishedAt is null)
        {
            yield return ("finished_at", "is missing");
        }

        if (request.Detail.Length > LongestDetail)
        {
            yield return ("detail", $"is longer than {LongestDetail} characters");
        }
    }

    private static SyncState ToWire(SyncRow state) => new()
    {
        Provider = state.Provider,
        Request = state.Request,
        Answered = state.Answered,
        RequestedAt = state.RequestedAt?.ToTimestamp(),
        Result = SyncResults.Parse(state.Result),
        Detail = state.Detail,
        StartedAt = state.StartedAt?.ToTimestamp(),
        FinishedAt = state.FinishedAt?.ToTimestamp(),
    };
}
