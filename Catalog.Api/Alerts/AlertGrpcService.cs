using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
using Grpc.Core;
using Npgsql;

namespace Catalog.Api.Alerts;

/// <summary>Alerts over gRPC.</summary>
internal sealed class AlertGrpcService(NpgsqlDataSource database, AlertStore alerts, AlertWatch watch, IHostApplicationLifetime lifetime)
    : AlertService.AlertServiceBase
{
    public override async Task<RaiseAlertResponse> RaiseAlert(RaiseAlertRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        AlertRules.Check(request, faults);
        GrpcErrors.Refuse(faults);
        var alert = new RaisedAlert(request.Kind, request.Subject, request.Severity, request.Message)
        {
            Data = request.DataJson.Length > 0 ? request.DataJson : "{}",
        };
        return new() { Alert = AlertWire.ToWire(await alerts.RaiseAsync(alert, context.CancellationToken)) };
    }

    public override async Task<ResolveAlertResponse> ResolveAlert(ResolveAlertRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        AlertRules.Check(request, faults);
        GrpcErrors.Refuse(faults);
        var resolved = await alerts.ResolveAsync(request.Kind, request.Subject, request.Message, context.CancellationToken);
        return new() { Alert = resolved is null ? null : AlertWire.ToWire(resolved) };
    }

    public override async Task<AcknowledgeAlertResponse> AcknowledgeAlert(AcknowledgeAlertRequest request, ServerCallContext context)
    {
        var alert = await alerts.AcknowledgeAsync(request.AlertId, Edits.ActorOf(context.GetHttpContext()), context.CancellationToken)
            ?? throw (await FindAsync(request.AlertId, context.CancellationToken) is null
                ? Unknown(request.AlertId)
                : GrpcErrors.Precondition("ALERT_RESOLVED", $"Alert {request.AlertId} is resolved; there is nothing left to take care of."));
        return new() { Alert = AlertWire.ToWire(alert) };
    }

    public override async Task<GetAlertResponse> GetAlert(GetAlertRequest request, ServerCallContext context) => new()
    {
        Alert = AlertWire.ToWire(await FindAsync(request.AlertId, context.CancellationToken) ?? throw Unknown(request.AlertId)),
    };

    public override async Task<ListAlertsResponse> ListAlerts(ListAlertsRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        var size = Paging.Size(request.PageSize == 0 ? null : request.PageSize, faults);
        var before = AlertPages.Before(request.PageToken, faults);
        GrpcErrors.Refuse(faults);
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var kind = request.Kind == AlertKind.Unspecified ? null : AlertNames.Of(request.Kind);
        var page = AlertPages.Cut(
            await AlertList.ListAsync(connection, kind, request.IncludeResolved, before, size + 1, context.CancellationToken), size);
        return new() { Alerts = { page.Items.Select(AlertWire.ToWire) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public override async Task WatchAlerts(WatchAlertsRequest request, IServerStreamWriter<WatchAlertsResponse> responseStream, ServerCallContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await watch.ServeAsync(request.AfterEventId, responseStream, either.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Catalog.Api is shutting down. Connect again with the last event_id."));
        }
    }

    private async Task<AlertRow?> FindAsync(long alert, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await AlertList.FindAsync(connection, alert, cancellationToken);
    }

    private static RpcException Unknown(long alert) =>
        GrpcErrors.NotFound("ALERT_NOT_FOUND", $"There is no alert {alert}. ListAlerts lists those there are.");
}
