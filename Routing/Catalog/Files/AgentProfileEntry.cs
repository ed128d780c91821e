using System.Text.Json;
using Routing.Features;

namespace Routing.Catalog.Files;

/// <summary>An agent profile in a snapshot file; scores run from 0 to 10 there.</summary>
internal static class AgentProfileEntry
{
    private const int HighestScore = 10;

    public static AgentProfile Read(Fields fields, bool strict)
    {
        if (strict)
        {
            fields.OnlyKnow("agent_id", "name", "creation_score", "execution_score", "combined_score", "default_tier", "default_intent");
        }

        return new()
        {
            AgentId = fields.RequiredText("agent_id"),
            Name = fields.Text("name") ?? "",
            Scores = new()
            {
                CreationMillis = fields.Thousandths("creation_score", HighestScore),
                ExecutionMillis = fields.Thousandths("execution_score", HighestScore),
                CombinedMillis = fields.Thousandths("combined_score", HighestScore),
            },
            DefaultTier = OneOf(fields, "default_tier", TierNames.All, strict),
            DefaultIntent = OneOf(fields, "default_intent", Intents.All, strict),
        };
    }

    public static void Write(Utf8JsonWriter json, AgentProfile profile)
    {
        json.Text("agent_id", profile.AgentId);
        json.Text("name", profile.Name);
        json.Thousandths("creation_score", profile.Scores.CreationMillis);
        json.Thousandths("execution_score", profile.Scores.ExecutionMillis);
        json.Thousandths("combined_score", profile.Scores.CombinedMillis);
        json.Text("default_tier", profile.DefaultTier);
        json.Text("default_intent", profile.DefaultIntent);
    }

    // A word that only a newer writer knows counts as not said.
    private static string? OneOf(Fields fields, string name, IReadOnlyList<string> known, bool strict)
    {
        var text = fields.Text(name);
        if (text is null || known.Contains(text))
        {
            return text;
        }

        if (strict)
        {
            fields.Fault(name, $"must be one of {string.Join(", ", known)}");
        }

        return null;
    }
}
