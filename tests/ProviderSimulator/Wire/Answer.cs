using Simulation.Scripting;

namespace Simulation.Wire;

/// <summary>A complete answer, before it takes the shape of a wire format.</summary>
internal sealed record Answer(string Id, string Model)
{
    /// <summary>Unix seconds in every answer: fixed, so that the same request gets the same bytes.</summary>
    public const long Created = 1_735_689_600;

    public IReadOnlyList<string> Chunks { get; init; } = [];

    public IReadOnlyList<string> Reasoning { get; init; } = [];

    public IReadOnlyList<SimulatedToolCall> ToolCalls { get; init; } = [];

    public string? Refusal { get; init; }

    public string FinishReason { get; init; } = "stop";

    public SimulatedUsage Usage { get; init; } = new(1, 1);

    public bool ShowUsage { get; init; } = true;

    public bool Kept { get; init; }

    public string Text => string.Concat(Chunks);

    public string ToolCallId(int index, string prefix = "call") => ToolCalls[index].Id ?? $"{prefix}_{Id}_{index}";
}
