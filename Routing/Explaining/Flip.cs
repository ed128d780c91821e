using System.Text.Json.Serialization;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining;

/// <summary>A single change after which something else would serve.</summary>
/// <param name="Kind">The kind of change, as in <c>credential</c>.</param>
/// <param name="Distance">How far away it is, from 0 to 10,000; 10,000 is a change of a whole range.</param>
/// <param name="Condition">In words: <c>with KIMI_API_KEY set</c>.</param>
/// <param name="WouldServe">What would serve then; null when nothing would.</param>
/// <param name="Input">The input with the change made.</param>
public sealed record Flip(string Kind, int Distance, string Condition, DeploymentId? WouldServe, [property: JsonIgnore] DecisionInput Input)
{
    /// <summary>All of it for a person.</summary>
    [JsonInclude]
    public string Sentence => WouldServe is { } served
        ? $"{char.ToUpperInvariant(Condition[0])}{Condition[1..]}, {served} would serve."
        : $"{char.ToUpperInvariant(Condition[0])}{Condition[1..]}, nothing could serve.";
}
