namespace Wire.Conformance.Running;

/// <summary>One event of a stream.</summary>
/// <param name="Name">Its <c>event:</c> line; null when it has none.</param>
/// <param name="Data">Its <c>data:</c> line.</param>
internal sealed record SseEvent(string? Name, string Data)
{
    /// <summary>Reads the lines between two empty ones; null when they are comments only.</summary>
    public static SseEvent? Read(string frame)
    {
        string? name = null;
        string? data = null;
        foreach (var line in frame.Split('\n').Where(line => !line.StartsWith(':')))
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal) && name is null)
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && data is null)
            {
                data = line["data: ".Length..];
            }
            else
            {
                Assert.Fail($"A line that no SDK reads, or a second one of its kind: {line}");
            }
        }

        return data is null ? null : new SseEvent(name, data);
    }
}
