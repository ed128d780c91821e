using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Routing.Features.Text;

/// <summary>
/// Reads a text once: counts traits and hands every word, and every pair of words, to the sink. Words are found sixteen characters at a
/// time. No regular expression, no allocation, time in proportion to the length whatever the text.
/// </summary>
internal ref struct PromptScan<TSink>(ref TraitCounts counts, ref TSink sink)
    where TSink : struct, INgramSink
{
    /// <summary>The longest text that is read at once, in characters.</summary>
    public const int Longest = 2 * PromptClassifier.EndLength;

    private const int LongNumber = 4;

    private readonly ref TraitCounts _counts = ref counts;
    private readonly ref TSink _sink = ref sink;

    // The first words tell the kind of request; later ones are about its matter.
    private int _openingWords = 3;
    private WordTally _tally;
    private WordBatch _batch;
    private uint _previous;
    private bool _sentenceStart = true;
    private bool _lineStart = true;
    private int _lineIndent;
    private OptionLines _options = new();

    /// <summary>Reads on. A second text counts as a line of its own.</summary>
    /// <param name="text">At most <see cref="Longest"/> characters.</param>
    public void Read(ReadOnlySpan<char> text)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Longest);
        var bytes = LetterMap.BytesFor(text.Length);
        Span<byte> maps = stackalloc byte[2 * bytes];
        Read(text, new LetterMap(text, maps[..bytes], maps[bytes..]));
    }

    // Apart from the room on the stack, which would keep the compiler from compiling the loop again once it knows more.
    private void Read(ReadOnlySpan<char> text, scoped LetterMap letters)
    {
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsAsciiLetter(c))
            {
                at = ReadWord(text, at, letters);
            }
            else if (c == ' ')
            {
                _lineIndent += _lineStart ? 1 : 0;
                at++;
            }
            else if (char.IsAsciiDigit(c))
            {
                at = ReadNumber(text, at);
            }
            else if (c < 128)
            {
                Mark(c, text, at);
                at++;
            }
            else if (char.IsLetter(c))
            {
                at = ReadLetters(text, at);
            }
            else
            {
                _lineStart = false;
                _counts[Marks.TraitOfOther(c)]++;
                at++;
            }
        }

        Finish(text, letters);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Finish(ReadOnlySpan<char> text, scoped LetterMap letters)
    {
        _tally.MoveTo(ref _counts);
        _batch.MoveTo(ref _counts, ref _sink);
        _options.End(ref _counts, text.Length);
        _counts[Trait.Letters] += letters.Letters;
        _counts[Trait.UpperCase] += letters.Capitals;
        _counts[Trait.Spaces] += text.Count(' ');
        _counts[Trait.Characters] += text.Length;
        _counts[Trait.Lines]++;
        if (text.IsEmpty || text[^1] is not ('.' or '?' or '!'))
        {
            _counts[Trait.Sentences]++;
        }

        StartLine();
    }

    // Nearly every word is ASCII letters alone, none of them far from the first, and a blank behind them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadWord(ReadOnlySpan<char> text, int from, scoped LetterMap letters)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), from);
        var length = letters.Run(from);
        var at = from + length;
        if (length == LetterMap.LongestRun || at > text.Length - WordHash.Block || text[at] is '\'' or >= (char)128)
        {
            return ReadLetters(text, from);
        }

        Word(WordHash.Of(ref first, length), length, letters.AreCapitals(from, length), startsUpper: first < 'a');
        if (text[at] == ' ')
        {
            return at + 1;
        }

        if (length == 1)
        {
            ReadOption(text, from, at);
        }

        return at;
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

        Word(hash.Finish(), length, allCaps: upper == length, startsUpper: char.IsUpper(text[from]));
        if (length == 1)
        {
            ReadOption(text, from, at);
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadOption(ReadOnlySpan<char> text, int from, int at)
    {
        if (at < text.Length && text[at] is '.' or ')' && OptionLines.Opens(from, text))
        {
            _options.Start(ref _counts, at);
            _sentenceStart = true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
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
        Follow(WordHash.OfNumber(Math.Min(digits, LongNumber)));
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Word(uint hash, int length, bool allCaps, bool startsUpper)
    {
        _tally.Add(length, allCaps, named: startsUpper & !_sentenceStart);
        if (_openingWords > 0)
        {
            Open(Lexicon.Find(hash));
        }

        _sentenceStart = false;
        _lineStart = false;
        Follow(hash);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Mark(char c, ReadOnlySpan<char> text, int at)
    {
        _counts[Marks.TraitOf(c)]++;
        _counts[Trait.CodeMarks] += Marks.IsCode(at > 0 ? text[at - 1] : '\n', c) ? 1 : 0;
        switch (c)
        {
            case '\t':
                _lineIndent += _lineStart ? 1 : 0;
                return;
            case '\r':
                return;
            case '\n':
                EndLine(at);
                return;
            case '.' or '?' or '!':
                EndSentence(c, at, text);
                break;
            case ':' or '"' or '\'':
                _sentenceStart = true;
                break;
            case '*' or '-':
                _counts[Trait.Bullets] += _lineStart ? 1 : 0;
                break;
            default:
                break;
        }

        _lineStart = false;
    }

    private void EndLine(int at)
    {
        _options.End(ref _counts, at);
        _counts[Trait.Lines]++;
        _counts[Trait.BlankLines] += _lineStart ? 1 : 0;
        _counts[Trait.IndentedLines] += _lineIndent >= 2 && !_lineStart ? 1 : 0;
        StartLine();
    }

    private void StartLine()
    {
        _lineIndent = 0;
        _lineStart = true;
        _sentenceStart = true;
        _previous = 0;
    }

    private void EndSentence(char c, int at, ReadOnlySpan<char> text)
    {
        if (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is '"' or ')')
        {
            _counts[Trait.Sentences]++;
            _sentenceStart = true;
            _previous = 0;
        }
        else if (c == '.' && at > 0 && char.IsAsciiLetter(text[at - 1]) && char.IsAsciiLetter(text[at + 1]))
        {
            _counts[Trait.CodeMarks]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Follow(uint hash)
    {
        _batch.AddWord(hash);
        if (_previous != 0)
        {
            _batch.AddPair(_previous, hash);
        }

        _previous = hash;
        if (_batch.IsFull)
        {
            _batch.MoveTo(ref _counts, ref _sink);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Open(LexiconEntry word)
    {
        var (known, hint, _) = word;
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
