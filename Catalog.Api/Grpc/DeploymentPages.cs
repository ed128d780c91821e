using Aspire.Catalog.V1;
using Protos.Mapping;
using Domain = Routing.Catalog;

namespace Catalog.Api.Grpc;

/// <summary>Picks deployments, which are ordered by name, for a page.</summary>
internal static class DeploymentPages
{
    public static ListDeploymentsResponse Read(Domain.CatalogSnapshot snapshot, ListDeploymentsRequest request)
    {
        var (rows, next) = GrpcPage.Cut(
            snapshot.Deployments.Where(row => Matches(row, request)), row => row.Id.ToString(), request.PageSize, request.PageToken);
        return new() { Deployments = { rows.Select(CatalogWire.ToWire) }, NextPageToken = next };
    }

    private static bool Matches(Domain.Deployment row, ListDeploymentsRequest request) =>
        (request.Provider.Length == 0 || row.Id.Provider.Value == request.Provider)
        && (request.Search.Length == 0
            || row.Id.ToString().Contains(request.Search, StringComparison.OrdinalIgnoreCase)
            || row.Name.Contains(request.Search, StringComparison.OrdinalIgnoreCase));
}
