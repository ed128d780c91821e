using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Catalog.Api.Rest;

/// <summary>How failures leave over REST: problem details that name the cause and what to do.</summary>
internal static class Problems
{
    public static ProblemHttpResult Invalid(Faults faults) => TypedResults.Problem(new HttpValidationProblemDetails(faults.ByField())
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "The request is invalid.",
        Detail = "Every fault is listed under errors, by field. Nothing was changed.",
    });

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "Not found.", detail);

    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, "In conflict with the catalog.", detail);

    /// <param name="current">The tag of what there is; null when there is nothing.</param>
    public static ProblemHttpResult Changed(string? current) => Of(
        StatusCodes.Status412PreconditionFailed,
        "It was changed meanwhile.",
        $"The current ETag is {current ?? "none: it does not exist"}. Read it again, apply your change to what it is now, and send that.");

    public static ProblemHttpResult NotReady() => Of(
        StatusCodes.Status503ServiceUnavailable,
        "The catalog cannot be read yet.",
        "PostgreSQL is away or being prepared. /health says which; try again shortly.");

    /// <summary>Something that the deployment must bring is missing.</summary>
    public static ProblemHttpResult Unprepared(string detail) =>
        Of(StatusCodes.Status503ServiceUnavailable, "This deployment is not prepared for it.", detail);

    private static ProblemHttpResult Of(int status, string title, string detail) =>
        TypedResults.Problem(new ProblemDetails { Status = status, Title = title, Detail = detail });
}
