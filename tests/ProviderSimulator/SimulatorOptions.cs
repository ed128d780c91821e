namespace Simulation;

/// <summary>What a simulator does apart from its scripts; configuration section <c>Simulator</c>.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Names that the model lists answer with. Any other name is served all the same.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["sim-small", "sim-medium", "sim-large"];

    /// <summary>Most models in one page of a list, however many the caller asks for; 0 for all.</summary>
    public int ModelsPerPage { get; init; }

    /// <summary>How many requests are kept for inspection; 0 keeps none, which is what benchmarks want.</summary>
    /// <value>0 as a program, 10,000 in process.</value>
    public int RecordedRequests { get; init; }

    /// <summary>Longest request body in bytes; a longer one is answered with 413 before it is read, and the connection closed.</summary>
    /// <value>256 MiB, for long contexts are a normal thing to send to a model.</value>
    public long BodyLimit { get; init; } = 256 << 20;

    /// <summary>Pause before the default answers start, in milliseconds.</summary>
    public int LatencyMs { get; init; }

    /// <summary>Pause between the chunks of streamed default answers, in milliseconds.</summary>
    public int IntervalMs { get; init; }
}
