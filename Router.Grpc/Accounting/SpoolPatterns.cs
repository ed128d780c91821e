namespace Router.Grpc.Accounting;

/// <summary>
/// The last explanations of a segment that stand there whole: others are told by what differs from one of them. Requests of one kind
/// differ in a few numbers, and what is written costs by the byte.
/// </summary>
internal sealed class SpoolPatterns
{
    private const int Most = 4;

    // A delta that is longer saves too little for the looking.
    private const int LeastShrinking = 4;

    private readonly byte[]?[] _texts = new byte[Most][];
    private int _added;
    private int _last;

    /// <summary>Room that a text may take when it is told by a pattern.</summary>
    public static int MostBytes(ReadOnlySpan<byte> text) => text.Length / LeastShrinking;

    /// <summary>Keeps a text that stands whole in the segment, in the place of the oldest.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        _last = _added++ % Most;
        _texts[_last] = text.ToArray();
    }

    /// <summary>Tells the text by the first pattern that is enough like it.</summary>
    /// <returns>False when none is.</returns>
    public bool TryTell(ReadOnlySpan<byte> text, Span<byte> told, out int written)
    {
        for (var i = 0; i < Most; i++)
        {
            // Most requests are like the one before.
            var number = (_last + i) % Most;
            if (_texts[number] is { } pattern && told.Length > 0 && TextDelta.TryWrite(pattern, text, told[1..], out written))
            {
                told[0] = (byte)number;
                _last = number;
                written++;
                return true;
            }
        }

        written = 0;
        return false;
    }

    /// <summary>The text that was told.</summary>
    /// <exception cref="InvalidDataException">Its pattern is not there.</exception>
    public ReadOnlySpan<byte> Restore(ReadOnlySpan<byte> told) => _texts[told[0]] is { } pattern
        ? TextDelta.Apply(pattern, told[1..])
        : throw new InvalidDataException("An explanation is told by one that is not in its segment.");
}
