namespace Routing.Catalog;

/// <summary>A snapshot file cannot be used; <see cref="Faults"/> lists everything that is wrong with it.</summary>
public sealed class SnapshotFormatException(IReadOnlyList<SnapshotFault> faults)
    : FormatException($"The snapshot has {faults.Count} fault{(faults.Count == 1 ? "" : "s")}. {string.Join("; ", faults)}.")
{
    /// <summary>Everything that is wrong, in the order of the file.</summary>
    public IReadOnlyList<SnapshotFault> Faults { get; } = faults;
}
