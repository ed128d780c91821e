using System.Buffers;
using System.Text.Json;
using Router.Grpc.Feeds;
using Router.Grpc.Health;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>
/// <c>GET /v1/models</c>, with <c>?available=true</c> only what can be called, and <c>GET /v1/models/{id}</c>, whose slashes may
/// stand as they are or percent-encoded.
/// </summary>
internal sealed class ModelsEndpoint(CurrentFeed feed, CurrentHealth health, TimeProvider time)
{
    public Task ListAsync(HttpContext context)
    {
        var state = feed.State;
        var view = health.View;
        var now = time.GetUtcNow();
        var onlyAvailable = string.Equals(context.Request.Query["available"], "true", StringComparison.OrdinalIgnoreCase);
        return AnswerAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var entry in ModelList.Of(state, onlyAvailable))
            {
                ModelComposer.Write(json, entry, view, now);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public Task GetAsync(HttpContext context)
    {
        // Routing leaves %2F in a route value as it came.
        var id = Uri.UnescapeDataString((string?)context.Request.RouteValues["id"] ?? "");
        return ModelList.Find(feed.State, id) is { } entry
            ? AnswerAsync(context, json => ModelComposer.Write(json, entry, health.View, time.GetUtcNow()))
            : OpenAiErrorWriter.WriteAsync(context, CallerErrors.UnknownModel(id));
    }

    private static async Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        await using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = buffer.WrittenCount;
        context.Response.Headers[RoutingHeaders.RequestId] = RequestIds.Of(context);
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
