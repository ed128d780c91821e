using Routing.Features.Text;

namespace Routing.Tests.Features.Text.Plain;

/// <summary>
/// Reads a text the plain way, one character after the other. The product's scan reads many at a time and must count the same;
/// the benchmarks show what that gains.
/// </summary>
internal ref struct PlainScan<TSink>(ref TraitCounts counts, ref TSink sink)
    where TSink : struct, INgramSink
{
    // The first words tell the kind of request; later ones are about its matter.
    private const int OpeningWords = 3;
    private const int LongWord = 8;
    private const int VeryLongWord = 12;
    private const int LongNumber = 4;

    private readonly ref TraitCounts _counts = ref counts;
    private readonly ref TSink _sink = ref sink;

    private uint? _previous;
    private bool _sentenceStart = true;
    private bool _lineStart = true;
    private int _lineIndent;
    private OptionLines _options = new();

    /// <summary>Reads on. A second text counts as a line of its own.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsAsciiLetter(c) || (c >= 128 && char.IsLetter(c)))
            {
                at = ReadWord(text, at);
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
            else
            {
                OtherMark(c);
                at++;
            }
        }

        _options.End(ref _counts, text.Length);
        _counts[Trait.Characters] += text.Length;
        _counts[Trait.Lines]++;
        if (text.IsEmpty || text[^1] is not ('.' or '?' or '!'))
        {
            _counts[Trait.Sentences]++;
        }

        StartLine();
    }

    // Letters of any script, and an apostrophe between letters: don't is one word.
    private int ReadWord(ReadOnlySpan<char> text, int from)
    {
        var (hash, upper, length, other, at) = (new WordHash(), 0, 0, 0, from);
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
                other++;
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

        _counts[Trait.OtherScripts] += other;
        Word(hash.Finish(), length, upper, startsUpper: char.IsUpper(text[from]));
        if (length == 1 && at < text.Length && text[at] is '.' or ')' && OptionLines.Opens(from, text))
        {
            _options.Start(ref _counts, at);
            _sentenceStart = true;
        }

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
        Token(WordHash.OfNumber(Math.Min(digits, LongNumber)));
        return at;
    }

    private void Word(uint hash, int length, int upper, bool startsUpper)
    {
        _counts[Trait.Letters] += length;
        _counts[Trait.UpperCase] += upper;
        _counts[Trait.LongWords] += length >= LongWord ? 1 : 0;
        _counts[Trait.VeryLongWords] += length >= VeryLongWord ? 1 : 0;
        _counts[Trait.AllCaps] += upper == length && length > 1 ? 1 : 0;
        _counts[Trait.Names] += startsUpper && !_sentenceStart && length > 1 ? 1 : 0;

        var (known, hint, points) = Lexicon.Find(hash);
        _counts[known]++;
        _counts[hint] += points;
        if (_counts[Trait.Words] < OpeningWords)
        {
            Open(known, hint);
        }

        _counts[Trait.Words]++;
        _sentenceStart = false;
        _lineStart = false;
        Token(hash);
    }

    private void OtherMark(char c)
    {
        _lineStart = false;
        var trait = Marks.TraitOfOther(c);
        if (trait != Trait.Count)
        {
            _counts[trait]++;
        }
    }

    private void Mark(char c, ReadOnlySpan<char> text, int at)
    {
        var last = at > 0 ? text[at - 1] : '\n';
        var trait = Marks.TraitOf(c);
        if (trait != Trait.Count)
        {
            _counts[trait]++;
        }

        _counts[Trait.CodeMarks] += Marks.IsCode(last, c) ? 1 : 0;
        switch (c)
        {
            case ' ' or '\t':
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
        _previous = null;
    }

    private void EndSentence(char c, int at, ReadOnlySpan<char> text)
    {
        if (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is '"' or ')')
        {
            _counts[Trait.Sentences]++;
            _sentenceStart = true;
            _previous = null;
        }
        else if (c == '.' && at > 0 && char.IsAsciiLetter(text[at - 1]) && char.IsAsciiLetter(text[at + 1]))
        {
            _counts[Trait.CodeMarks]++;
        }
    }

    private void Token(uint hash)
    {
        _counts[Trait.UncommonWords] += 1 - _sink.AddWords([hash]);
        if (_previous is { } previous)
        {
            _sink.AddPairs([WordHash.Pair(previous, hash)]);
        }

        _previous = hash;
    }

    private void Open(Trait known, Hint hint)
    {
        _counts[Openings.Of(known)]++;
        if (known is >= Trait.WordWhat and <= Trait.WordHow && _counts[Hint.FirstQuestion] == 0)
        {
            _counts[Hint.FirstQuestion] = (int)known + 1;
        }

        _counts[Hint.AsksForNumber] += known == Trait.WordQuantity ? 1 : 0;
        _counts[Hint.OpensYesOrNo] += hint == Hint.YesOrNo && _counts[Trait.Words] == 0 ? 1 : 0;
    }
}
