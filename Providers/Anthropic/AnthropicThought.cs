using System.Text.Json;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.Anthropic;

/// <summary>
/// Says <c>reasoning_effort</c> in Anthropic's words. Models up to Claude 4.5 take a number of tokens (<c>thinking.budget_tokens</c>), later
/// ones a word (<c>output_config.effort</c>, with <c>thinking.type</c> <c>adaptive</c>). The numbers are ours, the same by which its callers'
/// budgets are read as words.
/// </summary>
internal readonly record struct AnthropicThought
{
    private const int Least = 1_024;
    private static readonly (int, int) FirstAdaptive = (4, 6);

    /// <summary>Most tokens of thought; null where no number is said.</summary>
    public int? Budget { get; private init; }

    /// <summary>A word for it; null where none is said.</summary>
    public string? Effort { get; private init; }

    /// <summary>Whether anything is said of thought.</summary>
    public bool IsAsked => Budget is not null || Effort is not null;

    /// <param name="conversation">What is asked for.</param>
    /// <param name="deployment">Who is asked.</param>
    /// <param name="limit">Most tokens of the answer, thought included: the answer is to keep half of them.</param>
    /// <returns>Nothing where the model cannot think, or may not beside the rest of the request.</returns>
    public static AnthropicThought Of(Conversation conversation, Deployment deployment, int limit)
    {
        // A model that is thinking cannot be made to call a tool.
        if (conversation.Parameters.ReasoningEffort is not { } effort || effort == "none" || !deployment.Capabilities.HasFlag(Capabilities.Reasoning)
            || conversation.ToolChoice?.Mode is ToolChoiceMode.Required or ToolChoiceMode.Named)
        {
            return default;
        }

        if (IsAdaptive(deployment.Id.Model))
        {
            return new() { Effort = effort is "minimal" or "low" ? "low" : effort == "medium" ? "medium" : "high" };
        }

        // In the middle of a turn these models want the signed thought that it began with, which no other format can say.
        var budget = Math.Min(BudgetOf(effort), limit / 2);
        return budget < Least || conversation.Messages is [.., { Role: ChatRole.Tool }] ? default : new() { Budget = budget };
    }

    /// <summary>Writes what says that it is to think.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (IsAsked)
        {
            json.WriteStartObject("thinking"u8);
            json.WriteString("type"u8, Budget is null ? "adaptive"u8 : "enabled"u8);
            json.WriteOptional("budget_tokens", Budget);
            json.WriteEndObject();
        }
    }

    private static int BudgetOf(string effort) => effort switch
    {
        "minimal" => Least,
        "low" => AnthropicWords.LowThinking,
        "medium" => AnthropicWords.MediumThinking,
        _ => 2 * AnthropicWords.MediumThinking,
    };

    // Servers that only speak the format know its older words.
    private static bool IsAdaptive(string model) =>
        model.StartsWith("claude-", StringComparison.Ordinal) && (ModelVersion.Of(model) is not { } version || version.CompareTo(FirstAdaptive) >= 0);
}
