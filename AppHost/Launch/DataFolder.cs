using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AppHost.Backends;

namespace AppHost.Launch;

/// <summary>
/// The folder that outlives a run. Beside the code and ignored by git, so that each clone has its own; started as root in a
/// home that the server's own user cannot enter, under <c>/var/lib</c> instead.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream heldLock) => (FullPath, _lock) = (path, heldLock);

    public string FullPath { get; }

    /// <exception cref="StartupProblem">Another app host works in it, or it cannot be written.</exception>
    public static DataFolder Open(string? configured, string repository)
    {
        var path = Path.GetFullPath(configured ?? Default(repository));
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupProblem($"The data folder cannot be made ({e.Message}): name another one in AppHost__DataDirectory.");
        }

        var heldLock = Lock(path);
        File.WriteAllText(Path.Combine(path, "apphost.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DataFolder(path, heldLock);
    }

    public string Sub(string name) => Path.Combine(FullPath, name);

    /// <summary>Makes a folder that only its owner can enter.</summary>
    public static void MakePrivate(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Deletes everything but the lock that is held.</summary>
    public void Reset()
    {
        foreach (var entry in new DirectoryInfo(FullPath).EnumerateFileSystemInfos().Where(entry => entry.Name is not ("apphost.lock" or "apphost.pid")))
        {
            if (entry is DirectoryInfo directory)
            {
                directory.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string Default(string repository)
    {
        var beside = Path.Combine(repository, ".data");
        if (!ServerUser.IsRoot || ServerUser.CanReach(repository))
        {
            return beside;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository)))[..8];
        return $"/var/lib/aspire-routing/{Path.GetFileName(repository)}-{hash}";
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The folder that is returned holds it.")]
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, "apphost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            var file = Path.Combine(path, "apphost.pid");
            var holder = File.Exists(file) ? $" (pid {File.ReadAllText(file)})" : "";
            throw new StartupProblem($"Another AppHost{holder} is at work in {path}: stop it, or name another folder in AppHost__DataDirectory.");
        }
    }
}
