namespace Providers.OpenAi;

/// <summary>Edits of a body, given in the order of their places, that leave every other byte where it is.</summary>
internal sealed class Splice(ReadOnlyMemory<byte> body)
{
    private readonly List<ReadOnlyMemory<byte>> _segments = new(4);
    private int _taken;

    public void Insert(int at, byte[] bytes) => Replace(new(at, at), bytes);

    public void Replace(ByteRange range, byte[] bytes)
    {
        TakeUntil(range.Start);
        if (bytes.Length > 0)
        {
            _segments.Add(bytes);
        }

        _taken = range.End;
    }

    /// <param name="isNamed">Whether it says at once that it is JSON.</param>
    public SplicedContent ToContent(bool isNamed = true)
    {
        TakeUntil(body.Length);
        return new(_segments, isNamed);
    }

    private void TakeUntil(int end)
    {
        if (end > _taken)
        {
            _segments.Add(body[_taken..end]);
            _taken = end;
        }
    }
}
