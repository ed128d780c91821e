using System.Text.Json;
using Providers.Failures;
using Providers.Models;

namespace Providers.OpenAi;

/// <summary>Reads <c>GET /models</c>, with the extra fields that OpenRouter, Groq, Mistral, Kimi, vLLM, llama.cpp and Anthropic put in.</summary>
internal static class OpenAiModelsReader
{
    /// <exception cref="UpstreamFailureException">The answer is no list of models.</exception>
    public static DiscoveredModels Read(ReadOnlyMemory<byte> body) => ModelList.Read(body, FindList, ReadOne, NextPage);

    // Together answers with the bare array.
    private static JsonElement? FindList(JsonElement root) => root.ValueKind == JsonValueKind.Array ? root : root.Member("data");

    private static string? NextPage(JsonElement root) =>
        root.Flag("has_more") == true && root.Text("last_id") is { Length: > 0 } last ? last : null;

    private static DiscoveredModel? ReadOne(JsonElement entry)
    {
        // Gemini's OpenAI endpoint lists "models/gemini-…" and takes the bare name in calls.
        var given = entry.Text("id");
        var id = ModelList.UsableName(given is not null && given.StartsWith("models/", StringComparison.Ordinal) ? given[7..] : given);
        if (id is null)
        {
            return null;
        }

        var capabilities = OpenAiModelCapabilities.Read(id, entry);
        var price = OpenAiModelPrice.Read(id, entry);
        return new()
        {
            Id = id,
            Name = entry.Text("name") ?? entry.Text("display_name"),
            Aliases = ModelList.Words(entry, "aliases"),
            Description = ModelList.Description(entry),
            OwnedBy = entry.Text("owned_by"),
            Created = ModelDates.Created(entry),
            DeprecatedAt = ModelDates.DeprecatedAt(entry),
            RetiresAt = ModelDates.RetiresAt(entry),
            Active = entry.Flag("active"),
            ContextWindow = ModelList.Positive(ContextWindow(entry)),
            MaxOutputTokens = ModelList.Positive(
                entry.Whole("max_completion_tokens") ?? entry.Member("top_provider")?.Whole("max_completion_tokens")
                ?? entry.Whole("max_tokens")),
            Capabilities = capabilities,
            InputModalities = OpenAiModelModalities.Input(entry, capabilities),
            OutputModalities = OpenAiModelModalities.Output(entry, capabilities),
            SupportedParameters = ModelList.Words(entry, "supported_parameters"),
            Price = price is { IsFree: false } ? price.Value.Price : null,
            IsFree = price?.IsFree,
            RawJson = entry.GetRawText(),
        };
    }

    private static long? ContextWindow(JsonElement entry) =>
        entry.Whole("context_length") ?? entry.Whole("context_window") ?? entry.Whole("max_context_length") ?? entry.Whole("max_model_len")
        ?? entry.Whole("max_input_tokens") ?? entry.Member("meta")?.Whole("n_ctx_train");
}
