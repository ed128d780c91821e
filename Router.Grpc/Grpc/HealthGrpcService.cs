using Aspire.Routing.V1;
using Grpc.Core;
using Router.Grpc.Health;
using Routing.Catalog;
using Routing.Health;

namespace Router.Grpc.Grpc;

/// <summary>Lists the health of deployments as this router sees it.</summary>
internal sealed class HealthGrpcService(CurrentHealth health) : HealthService.HealthServiceBase
{
    public override Task<ListDeploymentHealthResponse> ListDeploymentHealth(ListDeploymentHealthRequest request, ServerCallContext context)
    {
        var response = new ListDeploymentHealthResponse();
        foreach (var (id, state) in health.View.States.OrderBy(static row => row.Key.ToString(), StringComparer.Ordinal))
        {
            if (request.Provider.Length == 0 || request.Provider == id.Provider.Value)
            {
                response.Deployments.Add(ToWire(id, state));
            }
        }

        return Task.FromResult(response);
    }

    private static DeploymentHealth ToWire(DeploymentId id, HealthState state) => new()
    {
        Provider = id.Provider.Value,
        Model = id.Model,
        Score = state.Score,
        Samples = state.Samples,
        Cause = state.Cause ?? "",
    };
}
