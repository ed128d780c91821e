using System.Buffers;

namespace Providers.Streams;

/// <summary>
/// Reads server-sent events out of a stream as they come: any line ending, comments skipped, several data lines joined. Where the
/// bytes are cut on their way makes no difference. One event may take at most the limit.
/// </summary>
internal sealed class SseReader(Stream stream, int limit = LineBuffer.DefaultLimit) : IDisposable
{
    private readonly LineBuffer _lines = new(stream, limit);
    private ArrayBufferWriter<byte>? _joined;

    /// <summary>The event's data; its memory is reused by the next read.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>Whether the stream ended in the middle of this event.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads up to the next event that has data.</summary>
    /// <returns>False at the end of the stream.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var dataStart = 0;
        var dataLength = -1;
        _joined?.ResetWrittenCount();
        _lines.Forget();
        while (true)
        {
            if (!_lines.TryNext(out var start, out var length))
            {
                if (await _lines.FillAsync(cancellationToken))
                {
                    continue;
                }

                // A last event may lack its line endings; whether it is whole shows in its JSON.
                if (!_lines.TryRest(out start, out length))
                {
                    IsCut = dataLength >= 0;
                    return dataLength >= 0 && Deliver(dataStart, dataLength);
                }
            }

            if (length == 0)
            {
                if (dataLength >= 0)
                {
                    return Deliver(dataStart, dataLength);
                }

                _lines.Forget();
            }
            else if (DataOffset(_lines.Slice(start, length).Span) is var offset and > 0)
            {
                AddData(start + offset, length - offset, ref dataStart, ref dataLength);
            }
            else if (dataLength < 0)
            {
                _lines.Forget();
            }
        }
    }

    public void Dispose() => _lines.Dispose();

    /// <returns>Where the value of a data line begins; 0 for comments and other fields.</returns>
    private static int DataOffset(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data"u8))
        {
            return 0;
        }

        return line.Length == 4 ? 4
            : line[4] != (byte)':' ? 0
            : line.Length > 5 && line[5] == (byte)' ' ? 6
            : 5;
    }

    private void AddData(int start, int length, ref int dataStart, ref int dataLength)
    {
        if (dataLength < 0)
        {
            (dataStart, dataLength) = (start, length);
            return;
        }

        _joined ??= new();
        if (_joined.WrittenCount == 0)
        {
            _joined.Write(_lines.Slice(dataStart, dataLength).Span);
        }

        _joined.Write("\n"u8);
        _joined.Write(_lines.Slice(start, length).Span);
    }

    private bool Deliver(int start, int length)
    {
        Data = _joined is { WrittenCount: > 0 } ? _joined.WrittenMemory : _lines.Slice(start, length);
        return true;
    }
}
