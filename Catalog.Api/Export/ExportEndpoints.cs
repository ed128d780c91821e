using System.Data;
using System.Text.Json;
using Catalog.Api.Import;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Export;

/// <summary>REST over exports: files that the imports of the same name take.</summary>
internal static class ExportEndpoints
{
    private const string Json = "application/json";

    public static void MapExport(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/export").WithTags("Import and export");
        group.MapGet("/price-map", PriceMapAsync).WithName("ExportPriceMap").WithSummary("Writes the prices in force as the widely used price map.");
        group.MapGet("/catalog", CatalogAsync).WithName("ExportCatalog").WithSummary("Writes the whole catalog in our own format, without keys.");
    }

    private static async Task<FileContentHttpResult> CatalogAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Every list as of the same moment, so that no row names one that is missing.
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var document = await CatalogExport.ReadAsync(connection, cancellationToken);
        return TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(document, CatalogDocument.Json), Json, "catalog.json");
    }

    private static async Task<FileContentHttpResult> PriceMapAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return TypedResults.File(PriceMapExport.Write(await PricedDeployment.ListAsync(connection, cancellationToken)), Json, "price-map.json");
    }
}
