using System.Text.Json;
using Simulation.Wire;

namespace Simulation.Calls;

/// <summary>What a request asks for, read from whichever wire format it came in.</summary>
internal sealed record SimulatedCall(Operation Operation, IWireFormat Wire)
{
    /// <summary>As the request names it, modifiers included; empty when the operation has none.</summary>
    public string Model { get; init; } = "";

    public bool Stream { get; init; }

    /// <summary>Whether a stream ends with the token counts.</summary>
    public bool ShowUsage { get; init; } = true;

    /// <summary>Whether the answer is to be kept for later requests to go on from.</summary>
    public bool Kept { get; init; }

    public string LastUserText { get; init; } = "";

    /// <summary>Characters in all messages.</summary>
    public int PromptLength { get; init; }

    public int? MaxTokens { get; init; }

    /// <summary>The first tool offered, or null.</summary>
    public string? Tool { get; init; }

    /// <summary>The request insists on a tool call.</summary>
    public bool ToolRequired { get; init; }

    /// <summary>The page of the list of models that is asked for.</summary>
    public required ModelPage Page { get; init; }

    /// <summary>Whole request; undefined when there was no body.</summary>
    public JsonElement Body { get; init; }

    // Four characters to a token is the usual rule of thumb; it only has to be the same every time.
    public int PromptTokens => Math.Max(1, (PromptLength + 3) / 4);
}
