namespace Router.Grpc.Connections.Http11;

/// <summary>
/// Takes the chunks' framing out of a body where it stands (RFC 9112, section 7.1). Keeps its place between calls, so that it makes no
/// difference where the bytes are cut on their way.
/// </summary>
internal struct ChunkDecoder
{
    // Extensions and trailers that nobody reads must end some time.
    private const int MostSkipped = 16 << 10;

    private State _state;
    private long _left;
    private int _digits;
    private int _skipped;

    private enum State
    {
        Size,
        Extension,
        SizeEnd,
        Data,
        DataReturn,
        DataEnd,
        TrailerStart,
        Trailer,
        TrailerEnd,
        LastEnd,
        Done,
    }

    /// <summary>Whether the last chunk and the trailers behind it have been read.</summary>
    public readonly bool IsDone => _state == State.Done;

    /// <summary>Moves the content among these bytes to their beginning.</summary>
    /// <param name="bytes">The next bytes of the body, as they came.</param>
    /// <param name="read">How many of them belong to the body: all, but at its end.</param>
    /// <returns>How many bytes of content there are now.</returns>
    /// <exception cref="HttpIOException">They are no chunks.</exception>
    public int Decode(Span<byte> bytes, out int read)
    {
        var (at, written) = (0, 0);
        while (at < bytes.Length && _state != State.Done)
        {
            if (_state == State.Data)
            {
                var length = (int)Math.Min(_left, bytes.Length - at);
                bytes.Slice(at, length).CopyTo(bytes[written..]);
                at += length;
                written += length;
                _left -= length;
                _state = _left == 0 ? State.DataReturn : State.Data;
            }
            else
            {
                Step(bytes[at++]);
            }
        }

        read = at;
        return written;
    }

    private void Step(byte next)
    {
        switch (_state)
        {
            case State.Size when HexValue(next) is var digit and >= 0:
                // Fifteen digits are more than anybody sends, and cannot overflow.
                Require(++_digits <= 15);
                _left = (_left << 4) + digit;
                break;
            case State.Size when _digits > 0 && next is (byte)';' or (byte)' ' or (byte)'\t':
                _state = State.Extension;
                break;
            case State.Size or State.Extension when next == (byte)'\r':
                Require(_digits > 0);
                _state = State.SizeEnd;
                break;
            case State.Trailer when next == (byte)'\r':
                _state = State.TrailerEnd;
                break;
            case State.Extension or State.Trailer:
                Skip(next);
                break;
            case State.SizeEnd when next == (byte)'\n':
                _state = _left > 0 ? State.Data : State.TrailerStart;
                (_digits, _skipped) = (0, 0);
                break;
            case State.DataReturn when next == (byte)'\r':
                _state = State.DataEnd;
                break;
            case State.DataEnd when next == (byte)'\n':
                _state = State.Size;
                break;
            case State.TrailerStart:
                _state = next == (byte)'\r' ? State.LastEnd : State.Trailer;
                Skip(next);
                break;
            case State.TrailerEnd when next == (byte)'\n':
                _state = State.TrailerStart;
                break;
            case State.LastEnd when next == (byte)'\n':
                _state = State.Done;
                break;
            default:
                Require(false);
                break;
        }
    }

    private void Skip(byte next) => Require(next != (byte)'\n' && ++_skipped <= MostSkipped);

    private static void Require(bool isValid)
    {
        if (!isValid)
        {
            throw BadAnswer.Chunks("Their framing is broken.");
        }
    }

    private static int HexValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
