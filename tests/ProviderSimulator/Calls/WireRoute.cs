using Simulation.Wire;
using Simulation.Wire.Anthropic;
using Simulation.Wire.Gemini;
using Simulation.Wire.Ollama;
using Simulation.Wire.OpenAi;

namespace Simulation.Calls;

/// <summary>Which operation of which wire format a path means. Only its end counts, so any base path works.</summary>
internal readonly record struct WireRoute(Operation Operation, IWireFormat Wire, string Model = "", bool StreamPath = false)
{
    public static WireRoute Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var found = HttpMethods.IsPost(request.Method) ? FindPost(path, request.Query) : FindGet(path, request.Headers);
        return found.Operation is Operation.Unknown ? new WireRoute(Operation.Unknown, OpenAiWire.Instance) : found;
    }

    private static WireRoute FindPost(string path, IQueryCollection query) => path switch
    {
        _ when Ends(path, "/chat/completions") => new(Operation.Chat, OpenAiWire.Instance),
        _ when Ends(path, "/responses") => new(Operation.Chat, ResponsesWire.Instance),
        _ when Ends(path, "/v1/completions") => new(Operation.Chat, CompletionsWire.Instance),
        _ when Ends(path, "/v1/messages") => new(Operation.Chat, AnthropicWire.Instance),
        _ when Ends(path, "/api/chat") => new(Operation.Chat, OllamaWire.Chat),
        _ when Ends(path, "/api/generate") => new(Operation.Chat, OllamaWire.Generate),
        _ when path.Contains("/models/", StringComparison.Ordinal) => FindGemini(path, query),
        _ when Ends(path, "/messages/count_tokens") => new(Operation.CountTokens, AnthropicWire.Instance),
        _ when Ends(path, "/api/embed") => new(Operation.Embed, OllamaWire.Chat),
        _ when Ends(path, "/api/show") => new(Operation.GetModel, OllamaWire.Chat),
        _ when Ends(path, "/embeddings") => new(Operation.Embed, OpenAiWire.Instance),
        _ => default,
    };

    // POST …/models/{model}:{method}
    private static WireRoute FindGemini(string path, IQueryCollection query)
    {
        var name = AfterModels(path);
        var colon = name.LastIndexOf(':');
        var model = colon < 0 ? name : name[..colon];
        return name[(colon + 1)..] switch
        {
            "generateContent" => new(Operation.Chat, GeminiWire.Instance, model),
            // Without alt=sse Gemini streams a JSON array, which nobody here should ask for by mistake.
            "streamGenerateContent" when query["alt"] == "sse" => new(Operation.Chat, GeminiWire.Instance, model, StreamPath: true),
            "embedContent" or "batchEmbedContents" => new(Operation.Embed, GeminiWire.Instance, model),
            "countTokens" => new(Operation.CountTokens, GeminiWire.Instance, model),
            _ => default,
        };
    }

    private static WireRoute FindGet(string path, IHeaderDictionary headers)
    {
        // OpenAI and Anthropic share the path of their model lists and differ by header.
        IWireFormat wire = headers.ContainsKey("anthropic-version") ? AnthropicWire.Instance
            : IsGemini(path) ? GeminiWire.Instance
            : OpenAiWire.Instance;
        return path switch
        {
            _ when Ends(path, "/api/tags") => new(Operation.ListModels, OllamaWire.Chat),
            _ when Ends(path, "/api/version") => new(Operation.Version, OllamaWire.Chat),
            _ when Ends(path, "/models") => new(Operation.ListModels, wire),
            _ when path.Contains("/models/", StringComparison.Ordinal) => new(Operation.GetModel, wire, AfterModels(path)),
            _ => default,
        };
    }

    private static bool IsGemini(string path) =>
        path.Contains("/v1beta/models", StringComparison.Ordinal);

    private static string AfterModels(string path) =>
        path[(path.IndexOf("/models/", StringComparison.Ordinal) + "/models/".Length)..];

    private static bool Ends(string path, string end) => path.EndsWith(end, StringComparison.Ordinal);
}
