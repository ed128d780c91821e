using Microsoft.Win32.SafeHandles;

namespace Router.Grpc.Accounting;

/// <summary>The segment that is being written. Not safe for use by several threads at once.</summary>
internal sealed class SpoolSegment(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    private byte[] _buffer = new byte[4096];
    private int _waiting;

    public string Path { get; } = path;

    /// <summary>Bytes appended so far, written or not.</summary>
    public long Length { get; private set; }

    /// <summary>Puts the record behind those before; <see cref="Write"/> hands over all that wait.</summary>
    public void Append(SpoolRecord record)
    {
        var length = record.Write(ref _buffer, _waiting);
        _waiting += length;
        Length += length;
    }

    /// <summary>
    /// Hands what was appended to the operating system, which keeps it when this process is killed. Power loss is not covered:
    /// a flush to the device for each request would cost more than the request.
    /// </summary>
    public void Write()
    {
        if (_waiting == 0)
        {
            return;
        }

        try
        {
            RandomAccess.Write(_file, _buffer.AsSpan(0, _waiting), Length - _waiting);
        }
        catch (IOException)
        {
            // What cannot be written is lost, or it would pile up.
            Length -= _waiting;
            throw;
        }
        finally
        {
            _waiting = 0;
        }
    }

    public void Dispose()
    {
        try
        {
            Write();
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <summary>Reads every whole record of a segment.</summary>
    /// <param name="path">The segment.</param>
    /// <param name="unreadable">Bytes after the last whole record: what was being written when a process was killed.</param>
    public static List<SpoolRecord> Read(string path, out int unreadable)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var records = new List<SpoolRecord>();
        while (SpoolRecord.TryRead(ref bytes, out var record))
        {
            records.Add(record);
        }

        unreadable = bytes.Length;
        return records;
    }
}
