namespace Stack.Tests;

/// <summary>Data and logs of one stack, in a place that the database's own user can reach; removed at the end.</summary>
public sealed class StackFolder : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"stack-{Guid.NewGuid():n}");

    public StackFolder() => Directory.CreateDirectory(_path);

    public string Data => Path.Combine(_path, "data");

    public string Logs => Path.Combine(_path, "logs");

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
