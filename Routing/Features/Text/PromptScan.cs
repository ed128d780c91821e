using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Routing.Features.Text;

/// <summary>
/// Reads a text once: counts traits and hands every word, and every pair of words, to the sink. Words are found many characters at a
/// time. No regular expression, no allocation, time in proportion to the length whatever the text.
/// </summary>
internal ref partial struct PromptScan<TSink>(ref TraitCounts counts, ref TSink sink)
    where TSink : struct, INgramSink
{
    /// <summary>The longest text that is read at once, in characters.</summary>
    public const int Longest = 2 * PromptClassifier.EndLength;

    private const int LongNumber = 4;

    private readonly ref TraitCounts _counts = ref counts;
    private readonly ref TSink _sink = ref sink;

    // The first words tell the kind of request; later ones are about its matter.
    private int _openingWords = 3;
    private WordBatch _batch = new();
    private bool _sentenceStart = true;
    private bool _lineStart = true;
    private int _lineIndent;
    private OptionLines _options = new();

    /// <summary>Reads on. A second text counts as a line of its own.</summary>
    /// <param name="text">At most <see cref="Longest"/> characters.</param>
    public void Read(ReadOnlySpan<char> text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Longest);
        Read(text, new TextMap(text, stackalloc byte[TextMap.BytesFor(text.Length)]));
    }

    // Apart from the room on the stack, which would keep the compiler from compiling the loop again once it knows more.
    private void Read(ReadOnlySpan<char> text, scoped TextMap map)
    {
        var at = 0;
        while (at < text.Length)
        {
            var run = map.RunAt(at);
            at = run.Length > 0 ? ReadRun(text, at, run) : ReadOther(text, at);
        }

        Finish(text, map);
    }

    private void Finish(ReadOnlySpan<char> text, scoped TextMap map)
    {
        _batch.MoveTo(ref _counts, ref _sink);
        _options.End(ref _counts, text.Length);
        _counts[Trait.Letters] += map.Letters;
        _counts[Trait.UpperCase] += map.Capitals;
        _counts[Trait.Spaces] += map.Blanks;
        _counts[Trait.Characters] += text.Length;
        _counts[Trait.Lines]++;
        if (text.IsEmpty || text[^1] is not ('.' or '?' or '!'))
        {
            _counts[Trait.Sentences]++;
        }

        StartLine();
    }

    // Nearly all of a text: words of ASCII letters, and blanks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadRun(ReadOnlySpan<char> text, int at, WordRun run)
    {
        if (run.EndsInLetter && (run.Length == WordRun.Longest || GoesOn(text, at + run.Length)))
        {
            run = run.WithoutLastWord();
            if (run.Length == 0)
            {
                return ReadLetters(text, at);
            }
        }

        var starts = run.Starts;
        _lineIndent += _lineStart ? Math.Min(BitOperations.TrailingZeroCount(starts), run.Length) : 0;
        if (starts == 0)
        {
            return at + run.Length;
        }

        var words = BitOperations.PopCount(starts);
        run.Hash(text[at..], ref Next(words));
        WordTally.Add(ref _counts, run, _sentenceStart);
        Follow(words);
        return at + run.Length;
    }

    // An apostrophe between letters, or a letter of another script, makes one word of both.
    private static bool GoesOn(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] is '\'' or >= (char)128;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadOther(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        if (char.IsAsciiDigit(c))
        {
            return ReadNumber(text, at);
        }

        if (c < 128)
        {
            Mark(c, text, at);
        }
        else if (char.IsLetter(c))
        {
            return ReadLetters(text, at);
        }
        else
        {
            _lineStart = false;
            _counts[Marks.TraitOfOther(c)]++;
        }

        return at + 1;
    }

    // Letters of any script, and an apostrophe between letters: don't is one word. The map has counted those of ASCII.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadLetters(ReadOnlySpan<char> text, int from)
    {
        var (hash, upper, length, at) = (new WordHash(), 0, 0, from);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsAsciiLetter(c))
            {
                upper += ((c >> 5) & 1) ^ 1;
                hash.Add((char)(c | 0x20));
                length++;
            }
            else if (c >= 128 && char.IsLetter(c))
            {
                var lower = char.ToLowerInvariant(c);
                upper += c != lower ? 1 : 0;
                hash.Add(lower);
                length++;
                _counts[Trait.OtherScripts]++;
                _counts[Trait.Letters]++;
                _counts[Trait.UpperCase] += c != lower ? 1 : 0;
            }
            else if (c == '\'' && at > from && at + 1 < text.Length && char.IsAsciiLetter(text[at + 1]))
            {
                hash.Add(c);
            }
            else
            {
                break;
            }
        }

        Next(1) = hash.Finish();
        WordTally.Add(ref _counts, length, allCaps: upper == length, startsUpper: char.IsUpper(text[from]), _sentenceStart);
        Follow(1);
        return at;
    }

    private int ReadNumber(ReadOnlySpan<char> text, int from)
    {
        var (digits, at) = (0, from);
        for (; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                digits++;
            }
            else if (text[at] is '.' or ',' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            {
                _counts[Trait.Decimals]++;
            }
            else
            {
                break;
            }
        }

        _counts[Trait.Digits] += digits;
        _counts[Trait.Numbers]++;
        _counts[Trait.LongNumbers] += digits >= LongNumber ? 1 : 0;
        _options.Digits += digits;
        _lineStart = false;
        Next(1) = WordHash.OfNumber(Math.Min(digits, LongNumber));
        return at;
    }

    // Where the next words go.
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref uint Next(int words)
    {
        if (!_batch.HasRoom(words))
        {
            _batch.MoveTo(ref _counts, ref _sink);
        }

        return ref _batch.Add(words);
    }

    // Some words have been read.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Follow(int words)
    {
        _sentenceStart = false;
        _lineStart = false;
        if (_openingWords > 0)
        {
            Open(words);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Open(int words)
    {
        foreach (var word in _batch.Words[^words..][..Math.Min(words, _openingWords)])
        {
            var (known, hint, _) = Lexicon.Find(word);
            _counts[Openings.Of(known)]++;
            if (known is >= Trait.WordWhat and <= Trait.WordHow && _counts[Hint.FirstQuestion] == 0)
            {
                _counts[Hint.FirstQuestion] = (int)known + 1;
            }

            _counts[Hint.AsksForNumber] += known == Trait.WordQuantity ? 1 : 0;
            _counts[Hint.OpensYesOrNo] += hint == Hint.YesOrNo && _openingWords == 3 ? 1 : 0;
            _openingWords--;
        }
    }
}
