using System.Runtime.InteropServices;
using AppHost.Launch;

namespace AppHost.Backends;

/// <summary>
/// PostgreSQL refuses to run as root. Started as root, its commands therefore run as nobody (setpriv), or, where nobody
/// cannot reach the folders, as an ordinary user of an own user namespace (unshare). Everyone else runs them directly.
/// </summary>
/// <param name="Prefix">What stands before each command.</param>
/// <param name="OwnsFiles">Whether the data folder has to belong to that user.</param>
internal sealed record ServerUser(IReadOnlyList<string> Prefix, bool OwnsFiles)
{
    private const string Nobody = "65534";

    public static bool IsRoot => !OperatingSystem.IsWindows() && GetEffectiveUserId() == 0;

    /// <exception cref="StartupProblem">Neither way is open.</exception>
    public static async Task<ServerUser> ForAsync(IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        if (!IsRoot)
        {
            return new ServerUser([], OwnsFiles: false);
        }

        if (folders.All(CanReach) && ProgramFinder.OnPath("setpriv") is { } setpriv)
        {
            // A change of user drops the wish to end with the app host. It is tied to the starting thread, which only our
            // own engine keeps alive; the official one ends its children by itself.
            string[] endWithUs = BuildFacts.IsOfficial ? [] : ["--pdeathsig=TERM"];
            return new ServerUser([setpriv, .. endWithUs, $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"], OwnsFiles: true);
        }

        if (ProgramFinder.OnPath("unshare") is { } unshare
            && (await Command.RunAsync(unshare, ["-U", "--map-user=1000", "--map-group=1000", "true"], cancellationToken)).ExitCode == 0)
        {
            return new ServerUser([unshare, "-U", "--map-user=1000", "--map-group=1000"], OwnsFiles: false);
        }

        throw new StartupProblem(
            $"PostgreSQL does not run as root, and no other user can enter {folders.FirstOrDefault(folder => !CanReach(folder)) ?? folders[0]}. " +
            "Start as an ordinary user, name a folder that everyone can enter in AppHost__DataDirectory, or use --backends external.");
    }

    public static string[] Line(ServerUser user, string program, params string[] arguments) => [.. user.Prefix, program, .. arguments];

    /// <summary>Whether a user without any rights of its own can get into the folder.</summary>
    public static bool CanReach(string folder)
    {
        for (var part = new DirectoryInfo(Path.GetFullPath(folder)); part is not null; part = part.Parent)
        {
            if (part.Exists && !OperatingSystem.IsWindows() && !part.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    public async Task TakeOverAsync(string path, CancellationToken cancellationToken)
    {
        if (OwnsFiles)
        {
            await Command.RunAsync("chown", ["-R", $"{Nobody}:{Nobody}", path], cancellationToken);
        }
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUserId();
}
