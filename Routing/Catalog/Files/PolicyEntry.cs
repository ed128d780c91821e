using System.Text.Json;

namespace Routing.Catalog.Files;

/// <summary>A ranking policy in a snapshot file. Weights are whole numbers, since only their proportions matter.</summary>
internal static class PolicyEntry
{
    private const string NoWeight = "needs one weight above 0 at least";

    public static PolicyWeights Read(Fields fields, bool strict)
    {
        if (strict)
        {
            fields.OnlyKnow("name", "quality", "cost", "latency", "reliability", "preference");
        }

        var policy = new PolicyWeights
        {
            Name = fields.RequiredText("name"),
            Quality = Weight(fields, "quality"),
            Cost = Weight(fields, "cost"),
            Latency = Weight(fields, "latency"),
            Reliability = Weight(fields, "reliability"),
            Preference = Weight(fields, "preference"),
        };
        if (policy.Sum == 0)
        {
            fields.Fault("name", NoWeight);
        }

        return policy;
    }

    public static void Write(Utf8JsonWriter json, PolicyWeights policy)
    {
        json.Text("name", policy.Name);
        json.Number("quality", policy.Quality);
        json.Number("cost", policy.Cost);
        json.Number("latency", policy.Latency);
        json.Number("reliability", policy.Reliability);
        json.Number("preference", policy.Preference);
    }

    private static int Weight(Fields fields, string name)
    {
        var weight = fields.Count(name);
        if (weight <= PolicyWeights.Highest)
        {
            return weight;
        }

        fields.Fault(name, $"must be a whole number from 0 to {PolicyWeights.Highest}");
        return 0;
    }
}
