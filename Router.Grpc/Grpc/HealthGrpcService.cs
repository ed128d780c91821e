using Aspire.Routing.V1;
using Grpc.Core;
using Router.Grpc.Operating;

namespace Router.Grpc.Grpc;

/// <summary>Shows the health of deployments as this router sees it, and takes operators' orders. Its methods only translate.</summary>
internal sealed class HealthGrpcService(
    HealthOverviewReader overview, HealthOrders orders, Operators operators, TimeProvider time, IHostApplicationLifetime lifetime)
    : HealthService.HealthServiceBase
{
    private const int LongestReason = 500;

    public override Task<ListDeploymentHealthResponse> ListDeploymentHealth(ListDeploymentHealthRequest request, ServerCallContext context)
    {
        Admit(context);
        var found = overview.Read(request.Provider.Length > 0 ? request.Provider : null, HealthWire.ToDomain(request.Operation));
        return Task.FromResult(new ListDeploymentHealthResponse
        {
            Deployments = { found.Deployments.Select(HealthWire.ToWire) },
            Credentials = { found.Credentials.Select(HealthWire.ToWire) },
            Sharing = HealthWire.ToWire(found.Sharing),
        });
    }

    public override async Task WatchHealth(WatchHealthRequest request, IServerStreamWriter<WatchHealthResponse> responseStream, ServerCallContext context)
    {
        Admit(context);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var provider = request.Provider.Length > 0 ? request.Provider : null;
        var operation = HealthWire.ToDomain(request.Operation);
        try
        {
            await new HealthChanges(() => overview.Read(provider, operation), time).ServeAsync(responseStream, either.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw GrpcErrors.Of(StatusCode.Unavailable, "SHUTTING_DOWN", "The router is shutting down. Connect again.");
        }
    }

    public override async Task<ListHealthHistoryResponse> ListHealthHistory(ListHealthHistoryRequest request, ServerCallContext context)
    {
        Admit(context);
        var subject = Checked(request.Subject);
        var events = await orders.HistoryAsync(subject.Subjects.First(), context.CancellationToken) ?? throw StoreAway();
        return new() { Events = { events.Select(HealthWire.ToWire) } };
    }

    public override async Task<IsolateDeploymentResponse> IsolateDeployment(IsolateDeploymentRequest request, ServerCallContext context)
    {
        Admit(context);
        CheckReason(request.Reason, isNeeded: true);
        var subject = Checked(request.Subject);
        Check(await orders.IsolateAsync(subject, request.Reason, Operators.Name(context.GetHttpContext()), context.CancellationToken), subject);
        return new();
    }

    public override async Task<ResetDeploymentResponse> ResetDeployment(ResetDeploymentRequest request, ServerCallContext context)
    {
        Admit(context);
        CheckReason(request.Reason, isNeeded: false);
        var subject = Checked(request.Subject);
        Check(await orders.ResetAsync(subject, request.Reason, Operators.Name(context.GetHttpContext()), context.CancellationToken), subject);
        return new();
    }

    private void Admit(ServerCallContext context)
    {
        if (!operators.Admits(context.GetHttpContext()))
        {
            throw GrpcErrors.Of(StatusCode.PermissionDenied, "SERVICE_KEY_NEEDED", Operators.Message);
        }
    }

    private static OrderedSubject Checked(Aspire.Routing.V1.HealthSubject? named)
    {
        var subject = HealthWire.ToDomain(named);
        return subject.Fault is { } fault ? throw GrpcErrors.Of([new("subject", fault)]) : subject;
    }

    private static void CheckReason(string reason, bool isNeeded)
    {
        if (reason.Length > LongestReason || (isNeeded && reason.Length == 0))
        {
            throw GrpcErrors.Of([new("reason", $"must have 1 to {LongestReason} characters")]);
        }
    }

    private static void Check(OrderOutcome outcome, OrderedSubject subject)
    {
        switch (outcome)
        {
            case OrderOutcome.Unknown:
                throw GrpcErrors.Of(StatusCode.NotFound, "DEPLOYMENT_NOT_FOUND", OrderErrors.Unknown(subject));
            case OrderOutcome.StoreAway:
                throw StoreAway();
        }
    }

    private static RpcException StoreAway() => GrpcErrors.Of(StatusCode.Unavailable, "HEALTH_STORE_UNAVAILABLE", OrderErrors.StoreAway.Message);
}
