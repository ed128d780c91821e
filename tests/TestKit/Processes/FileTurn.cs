namespace TestKit.Processes;

/// <summary>Lets one process at a time do something, by a lock file.</summary>
internal static class FileTurn
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>Waits for the turn; disposing the result ends it.</summary>
    public static async Task<IDisposable> TakeAsync(string path)
    {
        FileStream? turn = null;
        await Eventually.Is(() => TryOpen(path, out turn), Deadline, $"turn at {path}");
        return turn!;
    }

    private static bool TryOpen(string path, out FileStream? file)
    {
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            file = null;
            return false;
        }
    }
}
