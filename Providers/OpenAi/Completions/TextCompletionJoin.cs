using System.Buffers;
using System.Text.Json;

namespace Providers.OpenAi.Completions;

/// <summary>Makes one <c>text_completion</c> of the answers to several prompts: their choices in the order of the prompts, their tokens added up.</summary>
public static class TextCompletionJoin
{
    /// <summary>Writes the one answer.</summary>
    /// <param name="output">Takes the JSON.</param>
    /// <param name="answers">A <c>text_completion</c> for each prompt; at least one.</param>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<ReadOnlyMemory<byte>> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var documents = answers.Select(static answer => JsonDocument.Parse(answer)).ToArray();
        try
        {
            using var json = new Utf8JsonWriter(output, JsonBody.Options);
            json.WriteStartObject();
            foreach (var member in documents[0].RootElement.EnumerateObject().Where(static member => member.Name is not ("choices" or "usage")))
            {
                member.WriteTo(json);
            }

            WriteChoices(json, documents.SelectMany(static document => document.RootElement.Items("choices")));
            WriteUsage(json, documents.Select(static document => document.RootElement.Member("usage")).OfType<JsonElement>().ToArray());
            json.WriteEndObject();
        }
        finally
        {
            Array.ForEach(documents, static document => document.Dispose());
        }
    }

    private static void WriteChoices(Utf8JsonWriter json, IEnumerable<JsonElement> choices)
    {
        json.WriteStartArray("choices"u8);
        var index = 0;
        foreach (var choice in choices)
        {
            json.WriteStartObject();
            foreach (var member in choice.EnumerateObject())
            {
                if (member.Name == "index")
                {
                    json.WriteNumber("index"u8, index++);
                }
                else
                {
                    member.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, JsonElement[] usages)
    {
        if (usages.Length == 0)
        {
            return;
        }

        json.WriteStartObject("usage"u8);
        foreach (var name in (ReadOnlySpan<string>)["prompt_tokens", "completion_tokens", "total_tokens"])
        {
            json.WriteNumber(name, usages.Sum(usage => usage.Whole(name) ?? 0));
        }

        json.WriteEndObject();
    }
}
