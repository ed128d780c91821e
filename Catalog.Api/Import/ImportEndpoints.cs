using Catalog.Api.Curated;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Catalog.Api.Import;

/// <summary>REST over imports. They say what they would change unless <c>dry_run=false</c>.</summary>
internal static class ImportEndpoints
{
    public static void MapImport(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/import").WithTags("Import and export");
        group.MapPost("/price-map", PriceMapAsync).WithName("ImportPriceMap").WithSummary("Takes prices over from the widely used price map, or says what it would change.");
        group.MapPost("/catalog", CatalogAsync).WithName("ImportCatalog").WithSummary("Takes a catalog of our own format over, or says what it would change.");
        group.MapPost("/example/{name}", ExampleAsync).WithName("ImportExample").WithSummary("Takes a catalog over that ships as an example, or says what it would change.");
    }

    private static async Task<Results<Ok<PriceMapAnswer>, ProblemHttpResult>> PriceMapAsync(
        JsonBody map, bool? dry_run, PriceMapImport import, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        return await import.RunAsync(map.Root, dry_run ?? true, faults, cancellationToken) is { } answer
            ? TypedResults.Ok(answer)
            : Problems.Invalid(faults);
    }

    private static async Task<Results<Ok<CatalogAnswer>, ProblemHttpResult>> CatalogAsync(
        JsonBody catalog, bool? dry_run, CatalogImport import, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        return await import.RunAsync(catalog.Root, dry_run ?? true, faults, cancellationToken) is { } answer
            ? TypedResults.Ok(answer)
            : Problems.Invalid(faults);
    }

    private static async Task<Results<Ok<CatalogAnswer>, ProblemHttpResult>> ExampleAsync(
        string name, bool? dry_run, CatalogImport import, CancellationToken cancellationToken)
    {
        var examples = CuratedCatalog.Examples();
        if (!examples.Contains(name))
        {
            return Problems.NotFound($"There is no example '{name}'{Suggestion.Clause(name, examples)} There are {string.Join(", ", examples)}.");
        }

        var faults = new Faults();
        return await import.RunAsync(CuratedDocument.Of(CuratedCatalog.LoadExample(name)), dry_run ?? true, faults, cancellationToken) is { } answer
            ? TypedResults.Ok(answer)
            : Problems.Invalid(faults);
    }
}
