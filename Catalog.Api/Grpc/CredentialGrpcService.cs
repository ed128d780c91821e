using Aspire.Catalog.V1;
using Catalog.Api.Credentials;
using Grpc.Core;
using ServiceDefaults.ControlPlane;

namespace Catalog.Api.Grpc;

/// <summary>Stored keys and availability over gRPC, for routers.</summary>
internal sealed class CredentialGrpcService(CredentialWatch watch, RouterReports reports, ServiceKey serviceKey, IHostApplicationLifetime lifetime)
    : CredentialService.CredentialServiceBase
{
    private const int LongestName = 200;

    public override async Task WatchCredentials(
        WatchCredentialsRequest request, IServerStreamWriter<WatchCredentialsResponse> responseStream, ServerCallContext context)
    {
        // Where a key is set the middleware has asked for it; without one nobody gets to see any stored key.
        if (serviceKey.Value is null)
        {
            throw GrpcErrors.Precondition("SERVICE_KEY_NOT_SET", "Stored keys are handed out only against a service key: set ServiceKey in every service.");
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await watch.ServeAsync(request.KnownRevision, responseStream, either.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "Catalog.Api is shutting down. Connect again."));
        }
    }

    public override async Task<ReportAvailabilityResponse> ReportAvailability(ReportAvailabilityRequest request, ServerCallContext context)
    {
        if (request.Router.Length is 0 or > LongestName || request.Router.Any(char.IsControl))
        {
            throw GrpcErrors.Invalid([("router", $"must have 1 to {LongestName} characters and no control characters")]);
        }

        var obstacles = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var row in request.Providers)
        {
            obstacles[row.Provider] = row.Obstacle.Length > 0 ? row.Obstacle : null;
        }

        await reports.SaveAsync(request.Router, obstacles, context.CancellationToken);
        return new ReportAvailabilityResponse();
    }
}
