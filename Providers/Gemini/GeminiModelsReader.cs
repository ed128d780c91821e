using System.Text.Json;
using Providers.Failures;
using Providers.Models;
using Routing.Catalog;

namespace Providers.Gemini;

/// <summary>Reads <c>GET /models</c> as Gemini answers it.</summary>
internal static class GeminiModelsReader
{
    private const string Prefix = "models/";

    public static DiscoveredModels Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Member("models") is { ValueKind: JsonValueKind.Array } list
                ? new(body, [.. list.EnumerateArray().Select(ReadOne).OfType<DiscoveredModel>().DistinctBy(model => model.Id)])
                : throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not a list of models."));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The list of models is not valid JSON."), e);
        }
    }

    private static DiscoveredModel? ReadOne(JsonElement entry)
    {
        var name = entry.Text("name");
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        return new()
        {
            Id = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name,
            Name = entry.Text("displayName"),
            OwnedBy = "google",
            ContextWindow = Positive(entry.Whole("inputTokenLimit")),
            MaxOutputTokens = Positive(entry.Whole("outputTokenLimit")),
            Capabilities = CapabilitiesOf(entry),
            RawJson = entry.GetRawText(),
        };
    }

    private static Capabilities? CapabilitiesOf(JsonElement entry)
    {
        var methods = entry.Items("supportedGenerationMethods").Select(item => item.ToString()).ToHashSet(StringComparer.Ordinal);
        if (methods.Count == 0)
        {
            return null;
        }

        return (methods.Contains("generateContent") ? Capabilities.Chat | Capabilities.Streaming : Capabilities.None)
            | (methods.Contains("embedContent") ? Capabilities.Embeddings : Capabilities.None)
            | (methods.Contains("createCachedContent") ? Capabilities.PromptCaching : Capabilities.None)
            | (entry.Flag("thinking") == true ? Capabilities.Reasoning : Capabilities.None);
    }

    private static int? Positive(long? number) => number is > 0 and <= int.MaxValue ? (int)number : null;
}
