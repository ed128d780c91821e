using System.Text;
using System.Text.Json.Nodes;
using Routing.Catalog;

namespace Routing.Tests;

/// <summary>The example catalog seed-2025, read from its curated form by dropping what only curators need.</summary>
internal static class Seed2025
{
    private static readonly string[] ForCurators =
        ["name", "about", "openai_base_url", "released", "benchmarks", "max_output_tokens", "source_date", "note", "retires_on"];

    public static CatalogSnapshot Snapshot { get; } = Read();

    public static CatalogIndex Index { get; } = new(Snapshot);

    private static CatalogSnapshot Read()
    {
        var curated = JsonNode.Parse(RepositoryFiles.Read("Catalog.Api", "Curated", "examples", "seed-2025.json"))!.AsObject();
        curated.Remove("name");
        curated.Remove("about");
        foreach (var rows in new[] { "models", "deployments" })
        {
            foreach (var row in curated[rows]!.AsArray())
            {
                Drop(row!.AsObject());
                foreach (var price in row["prices"]?.AsArray() ?? [])
                {
                    Drop(price!.AsObject());
                }
            }
        }

        foreach (var provider in curated["providers"]!.AsArray())
        {
            Drop(provider!.AsObject());
        }

        foreach (var tier in curated["tiers"]!.AsArray())
        {
            var parameters = tier!["parameters"]!.AsObject();
            tier["max_tokens"] = parameters["max_tokens"]!.DeepClone();
            tier["temperature"] = parameters["temperature"]!.DeepClone();
            tier.AsObject().Remove("parameters");
        }

        return SnapshotFile.Read(Encoding.UTF8.GetBytes(curated.ToJsonString()));
    }

    private static void Drop(JsonObject row)
    {
        foreach (var field in ForCurators)
        {
            row.Remove(field);
        }
    }
}
