using System.Collections.Frozen;
using System.Text.Json;
using Aspire.Routing.V1;
using Grpc.Core;
using Routing.Catalog;

namespace Admin.Web.Overview;

/// <summary>Asks the router what it can call and how that does.</summary>
internal sealed class RouterReader(IHttpClientFactory clients, HealthService.HealthServiceClient health, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <returns>Null when it does not answer.</returns>
    public async Task<RouterState?> ReadAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var usable = ReadUsableAsync(either.Token);
            var conditions = ReadHealthAsync(either.Token);
            return new(await usable, await conditions);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return null;
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<FrozenSet<DeploymentId>> ReadUsableAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(StackServices.Client);
        var list = await client.GetFromJsonAsync<ModelList>(new Uri($"http://_http.{StackServices.Router}/v1/models?available=true"), cancellationToken);
        return list!.Data
            .Where(model => model.Availability is null or "available")
            .Select(model => DeploymentId.TryParse(model.Id, out var id) ? id : (DeploymentId?)null)
            .OfType<DeploymentId>()
            .ToFrozenSet();
    }

    private async Task<FrozenDictionary<DeploymentId, DeploymentCondition>> ReadHealthAsync(CancellationToken cancellationToken)
    {
        var answer = await health.ListDeploymentHealthAsync(new() { Operation = HealthOperation.Chat }, cancellationToken: cancellationToken);
        return answer.Deployments.ToFrozenDictionary(
            entry => new DeploymentId(new ProviderId(entry.Provider), entry.Model),
            entry => new DeploymentCondition(entry.Score, entry.Cause.Length > 0 ? entry.Cause : null));
    }

    private sealed record ModelList(IReadOnlyList<ListedModel> Data);

    private sealed record ListedModel(string Id, string? Availability);
}
