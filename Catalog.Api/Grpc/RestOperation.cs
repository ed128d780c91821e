using Catalog.Api.Rest;
using Grpc.Core;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Grpc;

/// <summary>Lets gRPC run the edits that REST serves: each is written once, and only its outcome is told in other words.</summary>
internal static class RestOperation
{
    /// <summary>Hands the etag of a message to the edit, which looks for it where REST callers put theirs.</summary>
    public static void Expect(this ServerCallContext context, string etag)
    {
        if (etag.Length > 0)
        {
            context.GetHttpContext().Request.Headers.IfMatch = etag;
        }
    }

    /// <summary>Fails the call unless the edit was made.</summary>
    public static void Require(IResult result)
    {
        while (result is INestedHttpResult nested)
        {
            result = nested.Result;
        }

        if (result is ProblemHttpResult problem)
        {
            throw ToFailure(problem);
        }
    }

    /// <summary>The version of a row; empty when it never changed.</summary>
    public static async Task<string> EtagAsync(NpgsqlConnection connection, string[] kinds, string key, CancellationToken cancellationToken) =>
        await Edits.TagAsync(connection, kinds, key, cancellationToken) ?? "";

    private static RpcException ToFailure(ProblemHttpResult problem)
    {
        var detail = problem.ProblemDetails.Detail ?? problem.ProblemDetails.Title ?? "";
        return (problem.StatusCode, problem.ProblemDetails) switch
        {
            (_, HttpValidationProblemDetails invalid) =>
                GrpcErrors.Invalid([.. invalid.Errors.SelectMany(field => field.Value.Select(fault => (field.Key, fault)))]),
            (StatusCodes.Status404NotFound, _) => GrpcErrors.NotFound("NOT_FOUND", detail),
            (StatusCodes.Status412PreconditionFailed, _) => GrpcErrors.Aborted(detail),
            (StatusCodes.Status503ServiceUnavailable, _) => GrpcErrors.NotReady(),
            _ => GrpcErrors.Precondition("IN_CONFLICT", detail),
        };
    }
}
