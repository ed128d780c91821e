using System.Text.Json;
using Routing.Features;
using Routing.Quality.Data;

namespace Routing.Quality.Commands;

/// <summary>Writes, for every prompt of a file, what it asks for.</summary>
internal static class CapabilitiesCommand
{
    public static void Run(Arguments arguments)
    {
        using var output = new StreamWriter(arguments.Get("output"));
        foreach (var example in CapabilityExample.Load(arguments.Get("input")))
        {
            var labels = PromptClassifier.Estimate(example.Prompt).Labels.Select(label => label.ToString().ToLowerInvariant());
            output.Write(JsonSerializer.Serialize(new { id = example.Id, labels }) + "\n");
        }
    }
}
