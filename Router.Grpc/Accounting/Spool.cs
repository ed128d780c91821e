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
    private readonly Dictionary<string, LedgerEvent> _open = new(StringComparer.Ordinal);
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

    /// <summary>Whether the last write reached the disk.</summary>
    public bool Writable { get; private set; } = true;

    /// <summary>Bytes that wait for the catalog.</summary>
    public long WaitingBytes => _folder.ClosedBytes + (_segment?.Length ?? 0);

    /// <summary>Says that an attempt is about to reach a provider.</summary>
    /// <param name="ifLost">What the ledger is told if this process ends before the attempt does.</param>
    public void Open(LedgerEvent ifLost) => Append(new(SpoolRecordKind.Opened, ifLost));

    /// <summary>Says what happened. An attempt's event has the id that it was opened with.</summary>
    /// <param name="happened">What the ledger is told.</param>
    public void Add(LedgerEvent happened) => Append(new(SpoolRecordKind.Final, happened));

    /// <summary>Says what was decided.</summary>
    /// <param name="happened">What the ledger is told, but for the decision's JSON.</param>
    /// <param name="decisionJson">That, which is copied.</param>
    public void Add(LedgerEvent happened, ReadOnlyMemory<byte> decisionJson) => Append(new(SpoolRecordKind.Final, happened) { DecisionJson = decisionJson });

    /// <summary>Takes back that an attempt was about to reach a provider: it did not.</summary>
    public void Void(string eventId) => Append(new(SpoolRecordKind.Void, new() { EventId = eventId }));

    /// <summary>Attempts that have not ended, each with what is to be believed if it is lost.</summary>
    public LedgerEvent[] OpenCalls()
    {
        lock (_gate)
        {
            return [.. _open.Values];
        }
    }

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

    private void Append(in SpoolRecord record)
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
                Write(record);
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

    private void Write(in SpoolRecord record)
    {
        if (record.Kind == SpoolRecordKind.Opened)
        {
            _open[record.Event.EventId] = record.Event;
        }
        else
        {
            _open.Remove(record.Event.EventId);
        }

        _segment ??= new(_folder.NextSegment());
        _segment.Append(record);
        if (_segment.Length >= _settings.SegmentBytes)
        {
            Roll();
        }
    }

    private void Roll()
    {
        var full = _segment!;
        _segment = null;
        full.Dispose();

        // Written before the old segment may go, so that a kill between the two loses nothing.
        if (_open.Count > 0)
        {
            _segment = new(_folder.NextSegment());
            foreach (var open in _open.Values)
            {
                _segment.Append(new(SpoolRecordKind.Opened, open));
            }
        }

        _folder.Close(full.Path, full.Length);
        if (_folder.DropBeyond(_settings.LimitBytes) is > 0 and var dropped)
        {
            _instruments.DroppedBytes.Add(dropped);
            LogDropped(dropped, _settings.Directory, _settings.LimitBytes);
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
