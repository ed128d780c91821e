using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Catalog.Api.Rest;

/// <summary>A body of JSON as it came, fields given twice included, for readers that find every fault themselves.</summary>
internal sealed record JsonBody(JsonElement Root) : IBindableFromHttpContext<JsonBody>, IEndpointParameterMetadataProvider
{
    private const string Json = "application/json";

    public static async ValueTask<JsonBody?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException($"The body must be JSON, with the content type {Json}.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return new JsonBody(document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body is no JSON.", StatusCodes.Status400BadRequest, e);
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([Json], typeof(JsonElement)));
}
