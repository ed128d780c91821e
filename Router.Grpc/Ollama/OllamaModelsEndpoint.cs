using System.Buffers;
using System.Text.Json;
using Router.Grpc.Admission;
using Router.Grpc.Feeds;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Ollama;

/// <summary><c>GET /api/tags</c>, <c>POST /api/show</c>, <c>GET /api/ps</c>, <c>GET /api/version</c>, and <c>GET /</c>, by which clients see that somebody is there.</summary>
internal sealed class OllamaModelsEndpoint(CurrentFeed feed, RouterSettings settings)
{
    // Clients compare it with the least they need; it is the version of the API that is spoken here.
    private const string Version = "0.12.6";

    public static Task AliveAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync("Ollama is running", context.RequestAborted);
    }

    public static Task VersionAsync(HttpContext context) => AnswerAsync(context, static json =>
    {
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteEndObject();
    });

    // Models are loaded where they are served, if anywhere.
    public static Task LoadedAsync(HttpContext context) => AnswerAsync(context, static json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("models");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public Task TagsAsync(HttpContext context) => AnswerAsync(context, json => OllamaModels.WriteTags(json, ModelList.Of(feed.State, Caller.Of(context), onlyAvailable: true)));

    public async Task ShowAsync(HttpContext context)
    {
        ReadOnlyMemory<byte> body;
        try
        {
            body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException fault)
        {
            await ErrorAnswer.WriteAsync(context, OllamaErrorForm.Instance, CallerErrors.Of(fault, settings.RequestBodyLimit));
            return;
        }

        if (NameIn(body) is not { } name)
        {
            await ErrorAnswer.WriteAsync(context, OllamaErrorForm.Instance, CallerErrors.Of([new("model", "Required: the name of a model, in a JSON object.")]));
        }
        else if (ModelList.Find(feed.State, Caller.Of(context), name) is not { } entry)
        {
            await ErrorAnswer.WriteAsync(context, OllamaErrorForm.Instance, CallerErrors.UnknownModel(name));
        }
        else
        {
            await AnswerAsync(context, json => OllamaModels.WriteShow(json, entry));
        }
    }

    // Older clients say name.
    private static string? NameIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Text(document.RootElement, "model") ?? Text(document.RootElement, "name") : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static async Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write)
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
