using System.Collections.Immutable;
using System.Text.Json;
using Providers.Failures;

namespace Providers.Models;

/// <summary>Reads lists of models, whatever their entries look like.</summary>
internal static class ModelList
{
    private const int LongestName = 300;
    private const int LongestDescription = 4_000;

    /// <summary>Reads the entries; those without a usable name and repetitions are left out.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="find">Finds the list in it.</param>
    /// <param name="read">Reads one entry; null for one that is no model.</param>
    /// <param name="nextPage">Finds what asks for the next page.</param>
    /// <exception cref="UpstreamFailureException">The answer is no list of models.</exception>
    public static DiscoveredModels Read(
        ReadOnlyMemory<byte> body,
        Func<JsonElement, JsonElement?> find,
        Func<JsonElement, DiscoveredModel?> read,
        Func<JsonElement, string?> nextPage)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (find(root) is not { ValueKind: JsonValueKind.Array } list)
            {
                throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not a list of models."));
            }

            var models = list.EnumerateArray().Select(read).OfType<DiscoveredModel>().DistinctBy(model => model.Id, StringComparer.Ordinal);
            return new DiscoveredModels([.. models], nextPage(root));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The list of models is not valid JSON."), e);
        }
    }

    /// <returns>The text, if a call could name a model so.</returns>
    public static string? UsableName(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= LongestName && !text.Any(char.IsControl) ? text : null;

    public static string? Description(JsonElement entry)
    {
        var text = entry.Text("description");
        return text switch
        {
            null or "" => null,
            { Length: > LongestDescription } => text[..(char.IsHighSurrogate(text[LongestDescription - 1]) ? LongestDescription - 1 : LongestDescription)],
            _ => text,
        };
    }

    public static int? Positive(long? number) => number is > 0 and <= int.MaxValue ? (int)number : null;

    public static ImmutableArray<string> Words(JsonElement element, string name) =>
    [
        .. element.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)
            .Where(word => word.Length > 0).Distinct(StringComparer.Ordinal),
    ];
}
