using System.Buffers;
using System.Text.Json;
using Router.Grpc.Feeds;

namespace Router.Grpc.OpenAi;

/// <summary><c>GET /v1/models</c> and <c>GET /v1/models/{id}</c>.</summary>
internal sealed class ModelsEndpoint(CurrentFeed feed, TimeProvider time)
{
    public Task ListAsync(HttpContext context)
    {
        var state = feed.State;
        var now = time.GetUtcNow();
        return AnswerAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var entry in ModelList.Of(state))
            {
                ModelComposer.Write(json, entry, now);
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
            ? AnswerAsync(context, json => ModelComposer.Write(json, entry, time.GetUtcNow()))
            : OpenAiErrorWriter.WriteAsync(context, OpenAiErrors.UnknownModel(id));
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
