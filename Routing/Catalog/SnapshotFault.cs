namespace Routing.Catalog;

/// <summary>One thing that is wrong with a snapshot file.</summary>
/// <param name="Path">Where, as a JSON path: <c>$.deployments[3].prices[0].input</c>.</param>
/// <param name="Message">What, and what would be right.</param>
public sealed record SnapshotFault(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";
}
