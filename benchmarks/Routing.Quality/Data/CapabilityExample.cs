using System.Text.Json;
using Routing.Features;

namespace Routing.Quality.Data;

/// <summary>A prompt with what it asks for.</summary>
internal sealed record CapabilityExample(string Id, string Source, string Prompt, HashSet<PromptCapability> Labels)
{
    /// <summary>Reads one JSON object a line: id (else the line's number), prompt, and source and labels where there are any.</summary>
    public static List<CapabilityExample> Load(string path)
    {
        var examples = new List<CapabilityExample>();
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            using var row = JsonDocument.Parse(text);
            var id = row.RootElement.TryGetProperty("id", out var given) ? given.ToString() : FormattableString.Invariant($"{line}");
            var source = row.RootElement.TryGetProperty("source", out var named) ? named.GetString()! : "";
            var labels = row.RootElement.TryGetProperty("labels", out var list)
                ? list.EnumerateArray().Select(label => Enum.Parse<PromptCapability>(label.GetString()!, ignoreCase: true)).ToHashSet()
                : [];
            examples.Add(new(id, source, row.RootElement.GetProperty("prompt").GetString()!, labels));
        }

        return examples;
    }
}
