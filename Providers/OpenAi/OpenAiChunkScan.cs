using System.Buffers;

namespace Providers.OpenAi;

/// <summary>
/// Looks the chunks of one stream through. Nearly all differ from the one before in their text alone, and then its length says all that
/// is new. Everything else is read as <see cref="OpenAiScan"/> does.
/// </summary>
internal sealed class OpenAiChunkScan
{
    // Where something else changes with every chunk, looking for what is alike is in vain.
    private const int MostMisses = 4;

    // What ends a text, stands for something else in it, or may not stand in it.
    private static readonly SearchValues<byte> NotPlain =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(static control => (byte)control)]);

    private byte[] _before = [];
    private int _kept;
    private int _length;
    private int _textStart;
    private int _textEnd;
    private int _misses;

    /// <summary>A chunk that came, for its head; empty while none had choices.</summary>
    public ReadOnlySpan<byte> Example => _before.AsSpan(0, _kept);

    /// <summary>Whether a tool was called.</summary>
    public bool CallsTool { get; private set; }

    /// <param name="chunk">A chunk.</param>
    /// <exception cref="Failures.UpstreamFailureException">It carries an error, or is not such a thing.</exception>
    public ChunkFacts Read(ReadOnlyMemory<byte> chunk)
    {
        var json = chunk.Span;
        if (TryMatch(json, out var length))
        {
            _misses = 0;
            return new() { HasChoices = true, IsContent = true, ContentBytes = length };
        }

        var facts = OpenAiScan.Read(json);
        CallsTool |= facts.CallsTool;
        if (_kept == 0 && facts.HasChoices)
        {
            Keep(json);
        }

        if (_misses < MostMisses)
        {
            Learn(json, facts);
        }

        return facts;
    }

    private bool TryMatch(ReadOnlySpan<byte> json, out int length)
    {
        length = json.Length - _length + _textEnd - _textStart;
        if (_length == 0 || length <= 0 || !json.StartsWith(_before.AsSpan(0, _textStart)) || !json.EndsWith(_before.AsSpan(_textEnd, _length - _textEnd)))
        {
            return false;
        }

        return !json.Slice(_textStart, length).ContainsAny(NotPlain);
    }

    private void Learn(ReadOnlySpan<byte> json, in ChunkFacts facts)
    {
        _misses++;
        _length = 0;
        if (facts.TextAt == 0 || !facts.HasChoices || facts.FinishReason is not null || facts.Usage is not null)
        {
            return;
        }

        var length = json[facts.TextAt..].IndexOfAny(NotPlain);
        if (length != facts.ContentBytes || json[facts.TextAt + length] != (byte)'"')
        {
            return;
        }

        Keep(json);
        (_length, _textStart, _textEnd) = (json.Length, facts.TextAt, facts.TextAt + length);
    }

    private void Keep(ReadOnlySpan<byte> json)
    {
        if (_before.Length < json.Length)
        {
            _before = new byte[json.Length + 64];
        }

        json.CopyTo(_before);
        _kept = json.Length;
    }
}
