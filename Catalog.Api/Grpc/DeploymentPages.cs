using System.Text;
using Aspire.Catalog.V1;
using Protos.Mapping;
using Domain = Routing.Catalog;

namespace Catalog.Api.Grpc;

/// <summary>Cuts the deployments, which are ordered by name, into pages. A token is the last name of the page before.</summary>
internal static class DeploymentPages
{
    private const int DefaultSize = 100;
    private const int LargestSize = 1_000;

    public static ListDeploymentsResponse Read(Domain.CatalogSnapshot snapshot, ListDeploymentsRequest request)
    {
        if (request.PageSize < 0)
        {
            throw GrpcErrors.Invalid([("page_size", "is negative")]);
        }

        var size = request.PageSize == 0 ? DefaultSize : Math.Min(request.PageSize, LargestSize);
        var after = ReadToken(request.PageToken);
        var page = snapshot.Deployments
            .Where(row => Matches(row, request))
            .Where(row => string.CompareOrdinal(row.Id.ToString(), after) > 0)
            .Take(size + 1)
            .ToArray();
        var response = new ListDeploymentsResponse { Deployments = { page.Take(size).Select(CatalogWire.ToWire) } };
        if (page.Length > size)
        {
            response.NextPageToken = Convert.ToBase64String(Encoding.UTF8.GetBytes(page[size - 1].Id.ToString()));
        }

        return response;
    }

    private static bool Matches(Domain.Deployment row, ListDeploymentsRequest request) =>
        (request.Provider.Length == 0 || row.Id.Provider.Value == request.Provider)
        && (request.Search.Length == 0
            || row.Id.ToString().Contains(request.Search, StringComparison.OrdinalIgnoreCase)
            || row.Name.Contains(request.Search, StringComparison.OrdinalIgnoreCase));

    private static string ReadToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var written)
            ? Encoding.UTF8.GetString(bytes, 0, written)
            : throw GrpcErrors.Invalid([("page_token", "is not one that ListDeployments gave")]);
    }
}
