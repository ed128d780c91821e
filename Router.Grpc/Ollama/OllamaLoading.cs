using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.Grpc.Ollama;

/// <summary>
/// A request that asks nothing. Ollama loads the model then, or unloads it when it is to be kept for no time, and says so; its own
/// command line begins with one. Here nothing is to be loaded.
/// </summary>
/// <param name="Model">As the caller names it.</param>
/// <param name="Unloads">Whether the model is to be forgotten.</param>
internal sealed record OllamaLoading(string Model, bool Unloads)
{
    // Who asks nothing needs no more; longer bodies are not read twice.
    private const int Longest = 1024;

    /// <param name="body">Of a chat or of a prompt to be completed.</param>
    /// <param name="question">The member that asks.</param>
    /// <returns>Null when something is asked, or the body is at fault.</returns>
    public static OllamaLoading? Of(ReadOnlyMemory<byte> body, string question)
    {
        if (body.Length > Longest)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String
                && !Asks(root, question) && !Asks(root, "images")
                    ? new(model.GetString()!, root.TryGetProperty("keep_alive", out var time) && IsNone(time))
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is wrong with it is said where it is read in earnest.
            return null;
        }
    }

    /// <summary>The answer.</summary>
    /// <param name="isPrompt">Whether a prompt was to be completed.</param>
    /// <param name="now">The time.</param>
    public JsonObject Answer(bool isPrompt, DateTimeOffset now)
    {
        var answer = new JsonObject { ["model"] = Model, ["created_at"] = now.UtcDateTime };
        if (isPrompt)
        {
            answer["response"] = "";
        }
        else
        {
            answer["message"] = new JsonObject { ["role"] = "assistant", ["content"] = "" };
        }

        answer["done"] = true;
        answer["done_reason"] = Unloads ? "unload" : "load";
        return answer;
    }

    private static bool Asks(JsonElement root, string member) => root.TryGetProperty(member, out var value) && value.ValueKind switch
    {
        JsonValueKind.Null => false,
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true,
    };

    private static bool IsNone(JsonElement time) => time.ValueKind switch
    {
        JsonValueKind.Number => time.GetDouble() == 0,
        JsonValueKind.String => time.ValueEquals("0"u8) || time.ValueEquals("0s"u8) || time.ValueEquals("0m"u8),
        _ => false,
    };
}
