using System.Buffers;
using System.Text.Json;
using Router.Grpc.Admission;
using Router.Grpc.Anthropic;
using Router.Grpc.Feeds;
using Router.Grpc.Health;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>
/// <c>GET /v1/models</c>, with <c>?available=true</c> only what can be called, and <c>GET /v1/models/{id}</c>, whose slashes may
/// stand as they are or percent-encoded. Callers of Anthropic's API get its shape.
/// </summary>
internal sealed class ModelsEndpoint(CurrentFeed feed, CurrentHealth health, TimeProvider time)
{
    public Task ListAsync(HttpContext context)
    {
        var state = feed.State;
        var view = health.View;
        var now = time.GetUtcNow();
        var caller = Caller.Of(context);
        var onlyAvailable = string.Equals(context.Request.Query["available"], "true", StringComparison.OrdinalIgnoreCase);
        if (AnthropicHeaders.AreIn(context.Request.Headers))
        {
            return AnswerAsync(context, json => AnthropicModels.WriteList(json, ModelList.Of(state, caller, onlyAvailable), context.Request.Query));
        }

        return AnswerAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var entry in ModelList.Of(state, caller, onlyAvailable))
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
        if (ModelList.Find(feed.State, Caller.Of(context), id) is not { } entry)
        {
            return ErrorAnswer.WriteAsync(context, ErrorForms.Of(context.Request), CallerErrors.UnknownModel(id));
        }

        return AnthropicHeaders.AreIn(context.Request.Headers)
            ? AnswerAsync(context, json => AnthropicModels.Write(json, entry))
            : AnswerAsync(context, json => ModelComposer.Write(json, entry, health.View, time.GetUtcNow()));
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
        ErrorForms.Of(context.Request).WriteHeaders(context.Response.Headers, RequestIds.Of(context));
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
