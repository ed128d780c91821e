using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Router.Grpc.Accounting;

/// <summary>The segment that is being written. Not safe for use by several threads at once.</summary>
/// <remarks>
/// It is mapped into memory: what is appended belongs to the operating system from that moment on, which keeps it when this process is
/// killed, and no call of the system was needed. Power loss is not covered: a flush to the device for each request would cost more than
/// the request. Behind the last record the file holds zeros until it is closed.
/// </remarks>
internal sealed class SpoolSegment(string path) : IDisposable
{
    // A segment that is sent half a second later stays small; in one that grows, each mapping costs, and so does its end.
    private const int FirstStep = 128 * 1024;
    private const int LargestStep = 512 * 1024;

    private static readonly byte[] Zeros = new byte[LargestStep];

    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
    private readonly SpoolPatterns _patterns = new();
    private MemoryMappedFile? _map;
    private MemoryMappedViewAccessor? _view;
    private long _mapped;

    public string Path { get; } = path;

    /// <summary>Bytes appended so far.</summary>
    public long Length { get; private set; }

    /// <summary>Puts the record behind those before.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="IOException">The disk has no room for it.</exception>
    public SpoolPlace Append(SpoolPad pad)
    {
        var place = Append(pad.ToRecord(_patterns));
        pad.AddTo(_patterns);
        return place;
    }

    /// <summary>Puts a record that was copied behind those before.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="IOException">The disk has no room for it.</exception>
    public SpoolPlace Append(ReadOnlySpan<byte> record)
    {
        if (Length + record.Length > _mapped)
        {
            MapUpTo(Length + record.Length);
        }

        var place = new SpoolPlace(Length, record.Length);
        _view!.SafeMemoryMappedViewHandle.WriteSpan((ulong)Length, record);
        Length += record.Length;
        return place;
    }

    /// <summary>Copies a record that was appended.</summary>
    public byte[] Copy(SpoolPlace place)
    {
        var record = new byte[place.Length];
        _view!.SafeMemoryMappedViewHandle.ReadSpan((ulong)place.Offset, record.AsSpan());
        return record;
    }

    public void Dispose()
    {
        Unmap();
        RandomAccess.SetLength(_file, Length);
        _file.Dispose();
    }

    /// <summary>Reads every whole record of a segment.</summary>
    /// <param name="path">The segment.</param>
    /// <param name="unreadable">Bytes after the last whole record: what was being written when a process was killed.</param>
    public static List<SpoolRecord> Read(string path, out int unreadable)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        var records = new List<SpoolRecord>();
        var patterns = new SpoolPatterns();
        while (SpoolRecord.TryRead(ref bytes, patterns, out var record))
        {
            records.Add(record);
        }

        unreadable = bytes.TrimEnd((byte)0).Length;
        return records;
    }

    // The disk must have room before anything is written into a mapping: later there is no error, only the end of the process.
    private void MapUpTo(long end)
    {
        var length = _mapped;
        while (length < end)
        {
            var step = (int)Math.Clamp(length, FirstStep, LargestStep);
            RandomAccess.Write(_file, Zeros.AsSpan(0, step), length);
            length += step;
        }

        var map = MemoryMappedFile.CreateFromFile(_file, mapName: null, length, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        Unmap();
        (_map, _view, _mapped) = (map, map.CreateViewAccessor(), length);
    }

    private void Unmap()
    {
        // An accessor whose handle is still open would wait until the device has everything.
        _view?.SafeMemoryMappedViewHandle.Dispose();
        _view?.Dispose();
        _map?.Dispose();
    }
}

/// <summary>Where a record stands in its segment.</summary>
internal readonly record struct SpoolPlace(long Offset, int Length);
