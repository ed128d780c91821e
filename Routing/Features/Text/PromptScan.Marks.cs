namespace Routing.Features.Text;

// Marks of ASCII, and the sentences and lines that they end.
internal ref partial struct PromptScan<TSink>
{
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
            case '.' or ')' when OptionLines.Opens(at - 1, text):
                _options.Start(ref _counts, at);
                _sentenceStart = true;
                if (c == '.')
                {
                    EndSentence(c, at, text);
                }

                break;
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
        _batch.Part();
    }

    private void EndSentence(char c, int at, ReadOnlySpan<char> text)
    {
        if (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is '"' or ')')
        {
            _counts[Trait.Sentences]++;
            _sentenceStart = true;
            _batch.Part();
        }
        else if (c == '.' && at > 0 && char.IsAsciiLetter(text[at - 1]) && char.IsAsciiLetter(text[at + 1]))
        {
            _counts[Trait.CodeMarks]++;
        }
    }
}
