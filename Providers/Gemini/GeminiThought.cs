using System.Text.Json;
using Routing.Catalog;

namespace Providers.Gemini;

/// <summary>
/// Says <c>reasoning_effort</c> in Gemini's words: from Gemini 3 on a level, before a number of tokens, by the figures that Google's own
/// layer for OpenAI's format has for them.
/// </summary>
internal static class GeminiThought
{
    // The least that every model with a number takes, but for none at all.
    private const int Least = 512;

    /// <summary>Writes it.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="effort">What is asked for; null for nothing.</param>
    /// <param name="deployment">Who is asked.</param>
    /// <param name="limit">Most tokens of the answer, thought included, of which the answer is to keep half; null where none is said.</param>
    /// <returns>False where the model cannot be told.</returns>
    public static bool TryWrite(Utf8JsonWriter json, string? effort, Deployment deployment, int? limit)
    {
        if (effort is null || !deployment.Capabilities.HasFlag(Capabilities.Reasoning))
        {
            // Who cannot think does not when forbidden to.
            return effort is null or "none";
        }

        var model = deployment.Id.Model;
        var isPro = model.Contains("pro", StringComparison.Ordinal);
        if (effort == "none" && isPro)
        {
            return false;
        }

        var isLevelled = ModelVersion.Of(model) is { Major: >= 3 };
        var budget = isLevelled ? null : BudgetOf(effort, limit);
        if (!isLevelled && budget is null)
        {
            return false;
        }

        json.WriteStartObject("thinkingConfig"u8);
        json.WriteOptional("thinkingLevel", isLevelled ? LevelOf(effort, isPro) : null);
        json.WriteOptional("thinkingBudget", budget);
        json.WriteEndObject();
        return true;
    }

    // The first of the larger ones knows two words.
    private static string LevelOf(string effort, bool isPro) => effort switch
    {
        "none" or "minimal" => isPro ? "low" : "minimal",
        "low" => "low",
        "medium" => isPro ? "high" : "medium",
        _ => "high",
    };

    private static int? BudgetOf(string effort, int? limit)
    {
        var budget = effort switch
        {
            "none" => 0,
            "minimal" or "low" => 1_024,
            "medium" => 8_192,
            _ => 24_576,
        };
        return budget == 0 || limit is null ? budget
            : Math.Min(budget, limit.Value / 2) is var bounded and >= Least ? bounded
            : null;
    }
}
