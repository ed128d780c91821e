using Aspire.Catalog.V1;
using Router.Grpc.Settings;

namespace Router.Grpc.Accounting;

/// <summary>
/// Keeps ledger events on disk until the catalog has stored them. Every segment can be deleted once its final events are
/// stored: attempts still open when it closes are opened again in the next one.
/// </summary>
internal sealed partial class Spool : IDisposable
{
    private readonly SpoolSettings _settings;
    private readonly SpoolFolder _folder;
    private readonly SpoolInstruments _instruments;
    private readonly ILogger<Spool> _logger;
    private readonly Lock _gate = new();
    private Dictionary<string, SpoolPlace> _open = new(StringComparer.Ordinal);
    private SpoolSegment? _segment;
    private bool _disposed;

    public Spool(RouterStart start, SpoolInstruments instruments, ILogger<Spool> logger)
    {
        _settings = start.Settings.Spool;
        _instruments = instruments;
        _logger = logger;
        _folder = start.SpoolFolder;
        Recover();
    }

    /// <summary>Raised before a segment is closed: whoever has something left to write does so now.</summary>
    public event Action? Closing;

    /// <summary>Whether the last write reached the disk.</summary>
    public bool Writable { get; private set; } = true;

    /// <summary>Bytes that wait for the catalog.</summary>
    public long WaitingBytes => _folder.ClosedBytes + (_segment?.Length ?? 0);

    /// <summary>Says what happened, or is about to. An attempt's last event has the id that it was opened with.</summary>
    public void Append(SpoolPad pad)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                // The last requests were cut off at shutdown. What they opened is on disk, and the next start settles it.
                return;
            }

            try
            {
                Write(pad);
                Writable = true;
            }
            catch (IOException e)
            {
                // A full disk must not stop answers; what is lost is counted, and health says so.
                Writable = false;
                _instruments.Lost.Add(1);
                LogUnwritable(e, _settings.Directory);
            }
        }
    }

    /// <summary>Says what happened.</summary>
    public void Add(LedgerEvent happened) => Append(SpoolPad.Of(SpoolRecordKind.Final, happened));

    /// <summary>Takes back that an attempt was about to reach a provider: it did not.</summary>
    public void Void(string eventId) => Append(SpoolPad.Begin(SpoolRecordKind.Void, eventId));

    /// <summary>Attempts that have not ended, each with what is to be believed if it is lost.</summary>
    public LedgerEvent[] OpenCalls() => Array.ConvertAll(OpenRecords(), static record =>
    {
        ReadOnlySpan<byte> bytes = record;
        return SpoolRecord.TryRead(ref bytes, new(), out var read) ? read.Event : throw new InvalidDataException("A record of the spool has changed.");
    });

    /// <summary>
    /// Settles every attempt that is still open with what was to be believed if it were lost. Where one ends after all, the first
    /// word stands: an event has one id.
    /// </summary>
    public int SettleOpen()
    {
        var open = OpenCalls();
        foreach (var one in open)
        {
            Add(one);
        }

        return open.Length;
    }

    /// <summary>Closes the segment being written, so that its events can be sent.</summary>
    public void CloseSegment()
    {
        Closing?.Invoke();
        lock (_gate)
        {
            if (_segment is { Length: > 0 })
            {
                Roll();
            }
        }
    }

    /// <summary>Closed segments, oldest first.</summary>
    public string[] ClosedSegments() => _folder.Closed();

    /// <summary>Deletes a segment whose final events are all stored.</summary>
    public void Delete(string segment) => _folder.Delete(segment);

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            try
            {
                _segment?.Dispose();
            }
            catch (IOException e)
            {
                LogUnwritable(e, _settings.Directory);
            }

            _segment = null;
            _folder.Dispose();
        }
    }

    private byte[][] OpenRecords()
    {
        lock (_gate)
        {
            return _segment is null ? [] : [.. _open.Values.Select(_segment.Copy)];
        }
    }

    private void Write(SpoolPad pad)
    {
        _segment ??= new(_folder.NextSegment());
        var place = _segment.Append(pad);
        if (pad.Kind == SpoolRecordKind.Opened)
        {
            _open[pad.EventId] = place;
        }
        else
        {
            _open.Remove(pad.EventId);
        }

        if (_segment.Length >= _settings.SegmentBytes)
        {
            Roll();
        }
    }

    private void Roll()
    {
        var full = _segment!;

        // Opened again before the old segment may go, so that a kill between the two loses nothing.
        _segment = _open.Count > 0 ? Reopen(full) : null;
        full.Dispose();
        _folder.Close(full.Path, full.Length);
        if (_folder.DropBeyond(_settings.LimitBytes) is > 0 and var dropped)
        {
            _instruments.DroppedBytes.Add(dropped);
            LogDropped(dropped, _settings.Directory, _settings.LimitBytes);
        }
    }

    private SpoolSegment Reopen(SpoolSegment full)
    {
        var next = new SpoolSegment(_folder.NextSegment());
        try
        {
            var open = new Dictionary<string, SpoolPlace>(StringComparer.Ordinal);
            foreach (var (id, place) in _open)
            {
                open[id] = next.Append(full.Copy(place));
            }

            _open = open;
            return next;
        }
        catch (IOException)
        {
            // No room: the old one goes on.
            next.Dispose();
            File.Delete(next.Path);
            throw;
        }
    }

    /// <summary>Settles attempts that a killed process left open: their outcome is unknown.</summary>
    private void Recover()
    {
        var orphans = new Dictionary<string, LedgerEvent>(StringComparer.Ordinal);
        var settled = new HashSet<string>(StringComparer.Ordinal);
        var closed = _folder.Closed();
        foreach (var segment in closed)
        {
            var records = SpoolSegment.Read(segment, out var unreadable);
            foreach (var (kind, happened) in records)
            {
                if (kind == SpoolRecordKind.Opened)
                {
                    orphans.TryAdd(happened.EventId, happened);
                }
                else
                {
                    settled.Add(happened.EventId);
                }
            }

            if (unreadable > 0)
            {
                LogTorn(segment, unreadable);
            }
        }

        var found = 0;
        foreach (var (id, orphan) in orphans)
        {
            if (!settled.Contains(id))
            {
                Add(orphan);
                found++;
            }
        }

        if (closed.Length > 0)
        {
            LogRecovered(closed.Length, settled.Count, found);
        }
    }

    [LoggerMessage(EventId = 301, Level = LogLevel.Error,
        Message = "Usage cannot be written to {Directory} and is being lost. Free space or make the folder writable.")]
    private partial void LogUnwritable(IOException exception, string directory);

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning,
        Message = "Dropped the oldest {Bytes} bytes of usage from {Directory}: more than {Limit} bytes wait for the catalog.")]
    private partial void LogDropped(long bytes, string directory, long limit);

    [LoggerMessage(EventId = 303, Level = LogLevel.Warning,
        Message = "The last {Bytes} bytes of {Segment} were not written whole and are skipped.")]
    private partial void LogTorn(string segment, int bytes);

    [LoggerMessage(EventId = 304, Level = LogLevel.Information,
        Message = "Found {Segments} segments of an earlier run with {Events} events; {Orphans} attempts had no known end.")]
    private partial void LogRecovered(int segments, int events, int orphans);
}
