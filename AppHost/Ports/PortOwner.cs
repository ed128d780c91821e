using System.Globalization;

namespace AppHost.Ports;

/// <summary>Who listens on a port.</summary>
internal sealed record PortOwner(int Pid, string CommandLine)
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Reads what Linux tells about sockets and their holders; null elsewhere, and for the processes of others.</summary>
    public static PortOwner? Of(int port)
    {
        if (!OperatingSystem.IsLinux() || SocketOf(port) is not { } inode)
        {
            return null;
        }

        var pid = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .FirstOrDefault(id => id > 0 && Holds(id, $"socket:[{inode}]"));
        return pid == 0 ? null : new PortOwner(pid, CommandOf(pid));
    }

    public override string ToString() => $"{CommandLine} (pid {Pid})";

    private static string? SocketOf(int port)
    {
        var ending = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return Tables.Where(File.Exists)
            .SelectMany(table => File.ReadLines(table).Skip(1))
            .Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(row => row[1].EndsWith(ending, StringComparison.Ordinal) && row[3] == Listening)?[9];
    }

    private static bool Holds(int pid, string socket)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(file => new FileInfo(file).LinkTarget == socket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else's process, or one that ended meanwhile.
            return false;
        }
    }

    private static string CommandOf(int pid)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var line = string.Join(' ', words);
            return line.Length <= 80 ? line : line[..80] + "…";
        }
        catch (IOException)
        {
            return "a process that has just ended";
        }
    }
}
