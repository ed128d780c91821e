namespace Router.FunctionalTests.Running;

/// <summary>What the caller of a surface gets to hear.</summary>
internal sealed record Heard
{
    /// <summary>HTTP status, or the one that a gRPC status stands for.</summary>
    public int Status { get; init; } = 200;

    public string Text { get; init; } = "";

    /// <summary>Whether the answer came to the protocol's own, good end.</summary>
    public bool Ended { get; init; }

    /// <summary>What the error says; null when there is none.</summary>
    public string? Error { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
