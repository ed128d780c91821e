using System.Globalization;
using System.Text;
using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>
/// Makes the edits that a caller's request for a response needs before it goes to an upstream that speaks the same: the model, our own
/// member, absent defaults, what a model that the router chose would refuse, thoughts of earlier turns that nobody has kept, and the
/// provider's own name for the response that it goes on from. Everything else stays as it came, to the byte.
/// </summary>
internal static class ResponsesBodyEdits
{
    /// <param name="request">Of this format.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="defaults">What to fill in.</param>
    /// <param name="dropped">Takes the names of what was left out.</param>
    public static SplicedContent Apply(ChatRequest request, UpstreamTarget target, ParameterDefaults defaults, ISet<string> dropped)
    {
        var refused = target.Deployment.UnsupportedParameters;
        var edits = new BodyEdits(request.Original);
        edits.Set("model", OpenAiBodyEdits.Quote(target.Deployment.Id.Model));
        edits.Remove("routing");

        if (request.Continues is { } stored)
        {
            edits.Set("previous_response_id", OpenAiBodyEdits.Quote(stored.Id));
        }

        if (edits.Value("input") is { } input && WithoutForeignThoughts(input) is { } rest)
        {
            edits.Set("input", rest);
            dropped.Add("input.reasoning");
        }

        if (defaults.MaxTokens is { } most && !edits.Has("max_output_tokens"))
        {
            edits.Set("max_output_tokens", Number(most));
        }

        if (defaults.TemperatureMillis is { } millis && !edits.Has("temperature") && !edits.Has("top_p") && !refused.Contains("temperature"))
        {
            edits.Set("temperature", Number(millis / 1000m));
        }

        if (defaults.RouterChose)
        {
            foreach (var parameter in refused.Where(name => name is not ("model" or "input" or "store" or "previous_response_id") && edits.Has(name)))
            {
                edits.Remove(parameter);
                dropped.Add(parameter);
            }
        }

        return edits.ToContent();
    }

    // Thoughts without their sealed content are known by their id alone, to a provider that has stored them: none has. What a thought led
    // to is refused without it under the id that both were given, and taken under none.
    private static byte[]? WithoutForeignThoughts(ReadOnlyMemory<byte> input)
    {
        using var document = JsonDocument.Parse(input);
        if (document.RootElement.ValueKind != JsonValueKind.Array || !document.RootElement.EnumerateArray().Any(IsForeignThought))
        {
            return null;
        }

        return JsonBody.WriteArray(json =>
        {
            json.WriteStartArray();
            foreach (var item in document.RootElement.EnumerateArray().Where(static item => !IsForeignThought(item)))
            {
                WriteWithoutId(json, item);
            }

            json.WriteEndArray();
        });
    }

    private static void WriteWithoutId(Utf8JsonWriter json, JsonElement item)
    {
        if (item.Member("id") is null || item.Text("type") is not ("function_call" or "custom_tool_call" or "message"))
        {
            json.WriteRaw(item);
            return;
        }

        json.WriteStartObject();
        foreach (var member in item.EnumerateObject().Where(static member => member.Name != "id"))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static bool IsForeignThought(JsonElement item) => item.Text("type") switch
    {
        "reasoning" => item.Text("encrypted_content") is null,
        "item_reference" => ComposedItem.IsThought(item.Text("id")),
        _ => false,
    };

    private static byte[] Number(decimal value) => Encoding.UTF8.GetBytes(value.ToString("0.###", CultureInfo.InvariantCulture));
}
