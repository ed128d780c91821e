using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Engine;

/// <summary>The few things about processes that .NET does not offer: signals, groups, start times.</summary>
internal static class Posix
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal; a process that is already gone is no error.</summary>
    public static void Signal(int pid, int signal) => Send(pid, signal);

    /// <summary>Sends a signal to everything in the group that <paramref name="leader"/> leads or led.</summary>
    public static void SignalGroup(int leader, int signal) => Send(-leader, signal);

    public static int ParentId => OperatingSystem.IsWindows() ? 0 : GetParentId();

    /// <summary>Tells this process from an earlier or later one with the same id: its start in clock ticks since boot; null when it is gone.</summary>
    public static long? StartTicks(int pid)
    {
        try
        {
            // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static string? ProgramName(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Send(int target, int signal)
    {
        if (Kill(target, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new Win32Exception(error);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParentId();
}
