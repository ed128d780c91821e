using Router.Grpc.Settings;
using Routing.Catalog;

namespace Router.Grpc.Feeds;

/// <summary>The file that keeps the last catalog received, for a start while the catalog is away.</summary>
internal sealed partial class SnapshotCopy(RouterSettings settings, ILogger<SnapshotCopy> logger)
{
    private string? _written;

    /// <returns>Null when there is none, or none that can be read.</returns>
    public CatalogSnapshot? Read()
    {
        if (!File.Exists(settings.SnapshotCopy))
        {
            return null;
        }

        var faults = new List<string>();
        var snapshot = SnapshotFileReader.Read(settings.SnapshotCopy, faults);
        if (snapshot is null)
        {
            LogUnreadable(string.Join(' ', faults));
        }

        return snapshot;
    }

    /// <summary>Replaces the file in one step, so that no reader ever sees half of it.</summary>
    public void Write(CatalogIndex index)
    {
        if (index.ContentHash == _written)
        {
            return;
        }

        var path = settings.SnapshotCopy;
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = File.Create(draft))
            {
                SnapshotFile.Write(file, index);
            }

            File.Move(draft, path, overwrite: true);
            _written = index.ContentHash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnwritable(path, e.Message);
        }
    }

    [LoggerMessage(EventId = 208, Level = LogLevel.Warning, Message = "The catalog copy is left aside: {Faults}")]
    private partial void LogUnreadable(string faults);

    [LoggerMessage(EventId = 209, Level = LogLevel.Warning, Message = "The catalog copy {Path} cannot be written, so a start without the catalog will not have it: {Reason}")]
    private partial void LogUnwritable(string path, string reason);
}
