using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Catalog.Api.Rest;

/// <summary>Says in the document how operations fail, since that is the same everywhere: with problem details.</summary>
internal static class ProblemResponses
{
    private const string ContentType = "application/problem+json";

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken);
        var method = context.Description.HttpMethod;
        operation.Responses ??= [];
        Add("400", "The request is invalid; every fault is listed under errors, by field.");
        if (context.Description.ParameterDescriptions.Any(parameter => parameter.Source.Id == "Path"))
        {
            Add("404", "There is no such thing; detail says where to look.");
        }

        if (method is "PUT" or "DELETE" or "POST" or "PATCH")
        {
            Add("409", "In conflict with what the catalog has; detail names it.");
            Add("412", "It was changed meanwhile: the If-Match header names another version than the current one.");
        }

        Add("503", "PostgreSQL is away. Nothing was changed; try again shortly.");

        void Add(string status, string description) => operation.Responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { [ContentType] = new() { Schema = schema } },
        });
    }
}
