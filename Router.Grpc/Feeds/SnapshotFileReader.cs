using Routing.Catalog;

namespace Router.Grpc.Feeds;

/// <summary>Reads snapshot files.</summary>
internal static class SnapshotFileReader
{
    /// <summary>Reads the file and adds what is wrong with it to the faults.</summary>
    /// <returns>Null when there are faults.</returns>
    public static CatalogSnapshot? Read(string path, List<string> faults)
    {
        try
        {
            return SnapshotFile.Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add($"The snapshot {path} is not there. docs/router-alone.md shows one of ten lines.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"The snapshot {path} cannot be read: {e.Message}");
        }
        catch (SnapshotFormatException e)
        {
            foreach (var fault in e.Faults)
            {
                faults.Add($"The snapshot {path} is at fault: {fault}");
            }
        }

        return null;
    }
}
