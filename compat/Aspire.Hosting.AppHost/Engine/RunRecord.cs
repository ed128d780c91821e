using System.Text.Json;

namespace Aspire.Hosting.Engine;

/// <summary>
/// The processes at work, on disk: should the app host be killed before it could stop them, its next start does. The start
/// time tells them from strangers that got the same id since.
/// </summary>
internal sealed class RunRecord(string? directory)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, Entry> _running = [];

    private string? FilePath => directory is null ? null : Path.Combine(directory, "running.json");

    public void Add(string name, int pid)
    {
        lock (_gate)
        {
            if (Posix.StartTicks(pid) is { } started)
            {
                _running[pid] = new Entry(name, pid, started);
                Write();
            }
        }
    }

    public void Remove(int pid)
    {
        lock (_gate)
        {
            if (_running.Remove(pid))
            {
                Write();
            }
        }
    }

    public void StopLeftovers(TextWriter say)
    {
        if (FilePath is not { } path || !File.Exists(path))
        {
            return;
        }

        // Dependants were started last.
        foreach (var leftover in Read(path).Reverse().Where(IsAlive))
        {
            say.WriteLine($"Stopping {leftover.Name} (pid {leftover.Pid}), left over from a run that was killed.");
            foreach (var signal in (int[])[Posix.SigTerm, Posix.SigInt, Posix.SigKill])
            {
                if (IsAlive(leftover))
                {
                    Posix.Signal(leftover.Pid, signal);
                    SpinWait.SpinUntil(() => !IsAlive(leftover), Grace);
                }
            }

            Posix.SignalGroup(leftover.Pid, Posix.SigKill);
        }

        File.Delete(path);
    }

    private static bool IsAlive(Entry entry) => Posix.StartTicks(entry.Pid) == entry.Started;

    private static Entry[] Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(path)) ?? [];
        }
        catch (JsonException)
        {
            // Torn by a power cut; then its processes are gone as well.
            return [];
        }
    }

    private void Write()
    {
        if (FilePath is { } path)
        {
            Directory.CreateDirectory(directory!);
            File.WriteAllText(path + ".new", JsonSerializer.Serialize(_running.Values));
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    internal sealed record Entry(string Name, int Pid, long Started);
}
