using System.Text.Json;
using Router.Grpc.OpenAi;

namespace Router.Grpc.Anthropic;

/// <summary>Writes the list of models as Anthropic does, in pages when a caller wants pages.</summary>
internal static class AnthropicModels
{
    private const int MostPerPage = 1000;

    public static void WriteList(Utf8JsonWriter json, IEnumerable<ModelEntry> entries, IQueryCollection query)
    {
        var after = (string?)query["after_id"];
        var rest = entries.SkipWhile(entry => after is not null && entry.Id != after).Skip(after is null ? 0 : 1).ToArray();
        var limit = int.TryParse(query["limit"], out var asked) ? Math.Clamp(asked, 1, MostPerPage) : MostPerPage;
        var page = rest.AsSpan(0, Math.Min(limit, rest.Length));
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var entry in page)
        {
            Write(json, entry);
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more", page.Length < rest.Length);
        json.WriteString("first_id", page.IsEmpty ? null : page[0].Id);
        json.WriteString("last_id", page.IsEmpty ? null : page[^1].Id);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ModelEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("type", "model");
        json.WriteString("id", entry.Id);
        json.WriteString("display_name", entry.Deployment is { Name.Length: > 0 } named ? named.Name : entry.Id);
        // The registry does not know when a model was made; SDKs want a date.
        json.WriteString("created_at", DateTime.UnixEpoch);
        WriteKnown(json, "max_input_tokens", entry.Deployment?.ContextWindow ?? 0);
        WriteKnown(json, "max_tokens", entry.Deployment?.MaxOutputTokens ?? 0);
        json.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, int value)
    {
        if (value > 0)
        {
            json.WriteNumber(name, value);
        }
    }
}
