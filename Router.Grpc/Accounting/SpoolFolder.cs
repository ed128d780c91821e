using System.Globalization;

namespace Router.Grpc.Accounting;

/// <summary>The folder of a spool, held by one process at a time, and the order of the segments in it.</summary>
internal sealed class SpoolFolder : IDisposable
{
    private const string Extension = ".segment";

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _closed = new(StringComparer.Ordinal);
    private long _next;

    private SpoolFolder(string path, FileStream held)
    {
        _path = path;
        _lock = held;
        foreach (var file in Directory.EnumerateFiles(path, "*" + Extension))
        {
            _closed[file] = new FileInfo(file).Length;
        }

        _next = _closed.Count == 0 ? 1 : NumberOf(_closed.Keys.Last()) + 1;
    }

    /// <summary>Bytes in closed segments.</summary>
    public long ClosedBytes
    {
        get
        {
            lock (_gate)
            {
                return _closed.Values.Sum();
            }
        }
    }

    /// <summary>Takes hold of a folder, which is made when it is not there.</summary>
    /// <exception cref="IOException">It cannot be made or written, or another process holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write there.</exception>
    public static SpoolFolder Open(string path)
    {
        Directory.CreateDirectory(path);
        return new(path, new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
    }

    /// <summary>The closed segments, oldest first.</summary>
    public string[] Closed()
    {
        lock (_gate)
        {
            return [.. _closed.Keys];
        }
    }

    /// <summary>A name for the next segment; it is not counted until it is closed.</summary>
    public string NextSegment()
    {
        lock (_gate)
        {
            return Path.Combine(_path, (_next++).ToString("D12", CultureInfo.InvariantCulture) + Extension);
        }
    }

    public void Close(string segment, long length)
    {
        lock (_gate)
        {
            _closed[segment] = length;
        }
    }

    /// <summary>Forgets a segment whose events are all stored elsewhere.</summary>
    public void Delete(string segment)
    {
        lock (_gate)
        {
            if (_closed.Remove(segment))
            {
                File.Delete(segment);
            }
        }
    }

    /// <summary>Drops the oldest closed segments until no more than <paramref name="limit"/> bytes are left.</summary>
    /// <returns>What was dropped, in bytes.</returns>
    public long DropBeyond(long limit)
    {
        lock (_gate)
        {
            var dropped = 0L;
            for (var total = _closed.Values.Sum(); total - dropped > limit && _closed.Count > 0;)
            {
                var (oldest, length) = _closed.First();
                _closed.Remove(oldest);
                File.Delete(oldest);
                dropped += length;
            }

            return dropped;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static long NumberOf(string segment) =>
        long.TryParse(Path.GetFileNameWithoutExtension(segment), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
