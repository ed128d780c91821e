using System.Text.Json;
using System.Text.Json.Serialization;
using Providers.Chat;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;

namespace Router.Grpc.Surfaces;

/// <summary>Reads the small JSON bodies of routes of our own: every field is known, and nothing is taken for something else.</summary>
internal static class StrictBody
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <returns>Null when it cannot be read; then the caller has been told why.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext context, RouterSettings settings)
        where T : class, new()
    {
        if (!RequestBody.IsJson(context.Request))
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.UnsupportedContentType);
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>((await RequestBody.ReadAsync(context.Request, context.RequestAborted)).Span, Format) ?? new();
        }
        catch (BadHttpRequestException fault)
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of(fault, settings.RequestBodyLimit));
        }
        catch (JsonException fault)
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of([new RequestFault("", fault.Message)]));
        }

        return null;
    }
}
