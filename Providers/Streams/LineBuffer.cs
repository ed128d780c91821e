using Providers.Failures;

namespace Providers.Streams;

/// <summary>Cuts a stream of bytes into lines. Lines stay where they are, at offsets from a mark, until the mark is moved.</summary>
internal sealed class LineBuffer(Stream stream, int limit) : IDisposable
{
    /// <summary>Most bytes that one line or event may take.</summary>
    public const int DefaultLimit = 1 << 20;

    private const int FirstSize = 4096;

    // As far as it grows for events that come faster than they are read, so that they are read together.
    private const int ComfortableSize = 16 << 10;

    private byte[] _buffer = BodyPool.Rent(FirstSize);
    private int _mark;
    private int _next;
    private int _scanned;
    private int _end;
    private bool _skipLineFeed;
    private bool _started;
    private bool _wasFilled;

    /// <summary>Moves the mark behind the lines taken so far; their bytes may be overwritten from now on.</summary>
    public void Forget() => _mark = _next;

    /// <summary>Bytes of a line or a part of it.</summary>
    public ReadOnlyMemory<byte> Slice(int start, int length) => _buffer.AsMemory(_mark + start, length);

    /// <summary>Takes the next line that has come as a whole.</summary>
    /// <param name="start">Offset from the mark.</param>
    /// <param name="length">Length without the line ending.</param>
    public bool TryNext(out int start, out int length)
    {
        SkipLineFeed();
        var found = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
        {
            _scanned = _end;
            (start, length) = (0, 0);
            return false;
        }

        var lineEnd = _scanned + found;
        (start, length) = (_next - _mark, lineEnd - _next);
        _skipLineFeed = _buffer[lineEnd] == (byte)'\r';
        _next = _scanned = lineEnd + 1;
        return true;
    }

    /// <summary>Takes what stands behind the last line ending, once the stream has ended.</summary>
    public bool TryRest(out int start, out int length)
    {
        (start, length) = (_next - _mark, _end - _next);
        _next = _scanned = _end;
        return length > 0;
    }

    /// <summary>Waits for more bytes.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="UpstreamFailureException">The connection broke, or the limit is exceeded.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        int read;
        try
        {
            read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        }
        catch (Exception e) when (UpstreamFailure.From(e) is { } failure)
        {
            throw new UpstreamFailureException(failure, e);
        }

        _end += read;
        _wasFilled = _end == _buffer.Length;
        SkipByteOrderMark();
        return read > 0;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            BodyPool.Return(_buffer);
            _buffer = [];
        }
    }

    // A carriage return ends a line at once; the line feed that may follow it, perhaps in the next packet, belongs to the ending.
    private void SkipLineFeed()
    {
        if (_skipLineFeed && _next < _end)
        {
            _skipLineFeed = false;
            if (_buffer[_next] == (byte)'\n')
            {
                _next++;
                _scanned = Math.Max(_scanned, _next);
            }
        }
    }

    private void SkipByteOrderMark()
    {
        if (_started || _end < 3)
        {
            return;
        }

        _started = true;
        if (_next == 0 && _buffer.AsSpan(0, 3).SequenceEqual("\uFEFF"u8))
        {
            _mark = _next = _scanned = 3;
        }
    }

    private void MakeRoom()
    {
        var held = _end - _mark;
        if (held >= limit)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed($"One event of the answer exceeds {limit} bytes."));
        }

        var grows = held > _buffer.Length / 2 || (_wasFilled && _buffer.Length < Math.Min(limit, ComfortableSize));
        if (!grows && held > 0 && _end <= _buffer.Length / 2)
        {
            return;
        }

        if (grows)
        {
            var larger = BodyPool.Rent(Math.Min(limit, _buffer.Length * 2));
            _buffer.AsSpan(_mark, held).CopyTo(larger);
            BodyPool.Return(_buffer);
            _buffer = larger;
        }
        else if (held > 0)
        {
            _buffer.AsSpan(_mark, held).CopyTo(_buffer);
        }

        (_next, _scanned, _end, _mark) = (_next - _mark, _scanned - _mark, held, 0);
    }
}
