using System.Globalization;

namespace Aspire.Hosting.Engine;

/// <summary>
/// One resource's output in one file, each line with its time. The file of the run before, or what grew past the limit,
/// is kept beside it as <c>.previous.log</c>.
/// </summary>
internal sealed class ResourceLog : IDisposable
{
    private const long Limit = 20 << 20;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly string _path;
    private StreamWriter? _writer;

    public ResourceLog(string directory, string name, TimeProvider time)
    {
        Directory.CreateDirectory(directory);
        (_path, _time) = (Path.Combine(directory, name + ".log"), time);
        Open();
    }

    public string FilePath => _path;

    public void Write(string line)
    {
        lock (_gate)
        {
            if (_writer is null)
            {
                return;
            }

            _writer.WriteLine($"{_time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {line}");
            if (_writer.BaseStream.Length > Limit)
            {
                _writer.Dispose();
                Open();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void Open()
    {
        if (File.Exists(_path))
        {
            File.Move(_path, Path.ChangeExtension(_path, ".previous.log"), overwrite: true);
        }

        _writer = new StreamWriter(new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
    }
}
