using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Catalog.Api.Deployments;

/// <summary>REST over recorded prices: what holds, what was known when, and every figure ever recorded.</summary>
internal static class PriceEndpoints
{
    public static void MapPrices(this IEndpointRouteBuilder api) =>
        api.MapGet("/prices", ListAsync)
            .WithTags("Models")
            .WithName("ListPrices")
            .WithSummary("Lists recorded prices: those not superseded, those known at as_of, or with history=true every one.");

    private static async Task<Results<Ok<Page<RecordedPriceView>>, ProblemHttpResult>> ListAsync(
        string? provider,
        string? model,
        [FromQuery(Name = "as_of")] DateTimeOffset? asOf,
        bool? history,
        [FromQuery(Name = "page_size")] int? pageSize,
        [FromQuery(Name = "page_token")] string? pageToken,
        PriceStore store,
        CancellationToken cancellationToken)
    {
        var faults = new Faults();
        faults.Require(provider?.Contains('\0', StringComparison.Ordinal) != true, "provider", "contains the character U+0000");
        faults.Require(model?.Contains('\0', StringComparison.Ordinal) != true, "model", "contains the character U+0000");
        faults.Require(history != true || asOf is null, "history", "has every price; leave as_of out");
        var size = Paging.Size(pageSize, faults);
        var after = 0L;
        faults.Require(Paging.After(pageToken, faults) is var token && (token.Length == 0 || long.TryParse(token, out after)), "page_token", "is not one that this list gave");
        return faults.None
            ? TypedResults.Ok(Paging.Cut(
                await store.ListAsync(provider, model, asOf, history == true, after, size, cancellationToken), size, row => $"{row.Price.Id}"))
            : Problems.Invalid(faults);
    }
}
