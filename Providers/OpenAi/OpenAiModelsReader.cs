using System.Collections.Immutable;
using System.Text.Json;
using Providers.Failures;
using Providers.Models;

namespace Providers.OpenAi;

/// <summary>Reads <c>GET /models</c>, with the extra fields that OpenRouter, Groq, Mistral, Kimi, vLLM and Anthropic put in.</summary>
internal static class OpenAiModelsReader
{
    public static DiscoveredModels Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;

            // Together answers with the bare array.
            var list = root.ValueKind == JsonValueKind.Array ? root : root.Member("data") ?? default;
            return list.ValueKind == JsonValueKind.Array
                ? new(body, ReadAll(list))
                : throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not a list of models."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The list of models is not valid JSON."), e);
        }
    }

    private static ImmutableArray<DiscoveredModel> ReadAll(JsonElement list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var models = ImmutableArray.CreateBuilder<DiscoveredModel>();
        foreach (var entry in list.EnumerateArray())
        {
            // Gemini's OpenAI endpoint lists "models/gemini-…" and takes the bare name in calls.
            var id = entry.Text("id") is { } given && given.StartsWith("models/", StringComparison.Ordinal) ? given[7..] : entry.Text("id");
            if (!string.IsNullOrWhiteSpace(id) && seen.Add(id))
            {
                models.Add(ReadOne(id, entry));
            }
        }

        return models.ToImmutable();
    }

    private static DiscoveredModel ReadOne(string id, JsonElement entry)
    {
        var price = OpenAiModelPrice.Read(entry);
        return new()
        {
            Id = id,
            Name = entry.Text("name") ?? entry.Text("display_name"),
            OwnedBy = entry.Text("owned_by"),
            Created = ReadCreated(entry),
            ContextWindow = Positive(entry.Whole("context_length") ?? entry.Whole("context_window")
                ?? entry.Whole("max_context_length") ?? entry.Whole("max_model_len") ?? entry.Whole("max_input_tokens")),
            MaxOutputTokens = Positive(
                entry.Whole("max_completion_tokens") ?? entry.Member("top_provider")?.Whole("max_completion_tokens")
                ?? entry.Whole("max_tokens")),
            Capabilities = OpenAiModelCapabilities.Read(entry),
            Active = entry.Flag("active"),
            Price = price is { IsFree: false } ? price.Value.Price : null,
            IsFree = price is { IsFree: true },
            RawJson = entry.GetRawText(),
        };
    }

    private static DateTimeOffset? ReadCreated(JsonElement entry)
    {
        // 253402300799 is the last second that a date can hold; some providers send milliseconds or 0.
        var seconds = entry.Whole("created");
        return seconds is > 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value)
            : entry.Text("created_at") is { } text && entry.Member("created_at")!.Value.TryGetDateTimeOffset(out var date) && text.Length > 0
                ? date
            : null;
    }

    private static int? Positive(long? number) => number is > 0 and <= int.MaxValue ? (int)number : null;
}
