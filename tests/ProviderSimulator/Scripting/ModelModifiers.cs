using System.Globalization;

namespace Simulation.Scripting;

/// <summary>
/// Behaviour written into the model's name, for callers that can choose nothing but a name:
/// <c>sim-small+latency=200+status=429+retry-after=2</c>. The README lists the words.
/// </summary>
internal static class ModelModifiers
{
    public static string BareName(string model)
    {
        var plus = model.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? model : model[..plus];
    }

    /// <summary>The default reply changed by the modifiers in the name.</summary>
    /// <exception cref="FormatException">A word is unknown or its value is none; the text says which.</exception>
    public static Reply Apply(string model, Reply reply)
    {
        if (!model.Contains('+', StringComparison.Ordinal))
        {
            return reply;
        }

        foreach (var modifier in model.Split('+').Skip(1))
        {
            var parts = modifier.Split('=', 2);
            reply = Apply(reply, parts[0], parts.Length == 2 ? parts[1] : "", modifier);
        }

        return reply;
    }

    private static Reply Apply(Reply reply, string word, string value, string modifier) => word switch
    {
        "latency" => reply with { LatencyMs = Whole(value, modifier) },
        "interval" => reply with { IntervalMs = Whole(value, modifier) },
        "chunks" => reply with { Chunks = [.. Enumerable.Range(1, Whole(value, modifier)).Select(n => $"simulated-{n} ")] },
        "reasoning" => reply with { Reasoning = [.. Enumerable.Range(1, Whole(value, modifier)).Select(n => $"simulated-thought-{n} ")] },
        "tool" => reply with { ToolCalls = [new SimulatedToolCall(value, """{"simulated":true}""")] },
        "status" => reply with { Status = Whole(value, modifier) },
        "retry-after" => reply with { RetryAfter = Whole(value, modifier) },
        "after" => reply with { FaultAfter = Whole(value, modifier) },
        "split" => reply with { SplitEvery = Whole(value, modifier) },
        "cached" => reply with { CachedTokens = Whole(value, modifier) },
        _ when Faults.TryGetValue(word, out var fault) && value.Length == 0 => reply with { Fault = fault },
        _ => throw new FormatException($"Model modifier '{modifier}' is not known; see tests/ProviderSimulator/README.md."),
    };

    private static readonly Dictionary<string, ReplyFault> Faults = new(StringComparer.Ordinal)
    {
        ["hang"] = ReplyFault.Hang,
        ["refuse"] = ReplyFault.Refuse,
        ["cut"] = ReplyFault.Cut,
        ["end-early"] = ReplyFault.EndEarly,
        ["malformed-json"] = ReplyFault.MalformedJson,
        ["html"] = ReplyFault.Html,
        ["error-event"] = ReplyFault.ErrorEvent,
        ["endless"] = ReplyFault.Endless,
    };

    private static int Whole(string value, string modifier) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"Model modifier '{modifier}' needs a whole number.");
}
