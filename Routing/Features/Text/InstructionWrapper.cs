using System.Buffers;

namespace Routing.Features.Text;

/// <summary>
/// Finds the question inside the instructions around it. Benchmarks, templates and forms wrap a question in sentences such as
/// "Please read the following and answer"; they say nothing of the question itself. A sentence at either end is an instruction
/// when nearly all its words are words of instruction.
/// </summary>
internal static class InstructionWrapper
{
    private const int MostSentences = 12;
    private const int ShortestCore = 12;
    private const int LongestSentence = 600;

    private static readonly SearchValues<char> Marks = SearchValues.Create("\n.:!?");
    private static readonly SearchValues<char> Ends = SearchValues.Create("\n.!?");
    private static readonly SearchValues<char> Figures = SearchValues.Create("0123456789=$^");

    private static readonly HashSet<uint> Vocabulary =
    [
        .. ("a an and answer answers answering any as at based be below best between box boxed brief by careful carefully choice choices choose chosen "
            + "complete completion concise concisely consider context correct correctly could directly do each either enclosed exactly explain explanation "
            + "expert explicit final first follow following follows for form format from full given have helpful assistant ai here i if in information "
            + "input instruction instructions into is it its json just knowledge let letter like likely make most multiple must "
            + "nice no none not now of on one only option options or other out output passage pick please problem provide provided put question questions "
            + "read reason reasoning relevant reply respond response return s select short should show single so solution solve step steps suitable task "
            + "text that the their them then there these think this thought to two understand use using valid want what which will with without work "
            + "write you your yourself are my me answered appropriate according asked think through thoroughly before after a b c d e line end "
            + "additional text marks key n/a na q system user begin stop statement well known about general exam test taker accurately accurate possible")
            .Split(' ').Select(WordHash.Of),
    ];

    /// <summary>The text without instructions at its ends; the whole text when nothing would be left.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        var core = text.Trim();
        for (var n = 0; n < MostSentences && FirstSentence(core) is var end and > 0 && IsInstruction(core[..end]); n++)
        {
            var rest = core[end..].TrimStart();
            if (rest.Length < ShortestCore)
            {
                break;
            }

            core = rest;
        }

        for (var n = 0; n < MostSentences && LastSentence(core) is var start and > 0 && IsClosing(core[start..]); n++)
        {
            var rest = core[..start].TrimEnd();
            if (rest.Length < ShortestCore)
            {
                break;
            }

            core = rest;
        }

        return core.Length >= ShortestCore ? core : text.Trim();
    }

    // Up to and with the mark that ends it; a colon ends a label such as "Question:".
    private static int FirstSentence(ReadOnlySpan<char> text)
    {
        var window = text[..Math.Min(text.Length, LongestSentence)];
        for (var at = 0; window[at..].IndexOfAny(Marks) is var next and >= 0;)
        {
            at += next + 1;
            if (window[at - 1] == '\n' || (window[at - 1] != '?' && at < text.Length && char.IsWhiteSpace(text[at])))
            {
                return at;
            }

            if (window[at - 1] == '?')
            {
                return 0;
            }
        }

        return 0;
    }

    private static int LastSentence(ReadOnlySpan<char> text)
    {
        // The sentence itself has a character at least, and what ends the one before it.
        var from = Math.Max(0, text.Length - LongestSentence - 1);
        for (var window = text[from..Math.Max(from, text.Length - 2)]; window.LastIndexOfAny(Ends) is var last and >= 0; window = window[..last])
        {
            if (window[last] == '\n' || text[from + last + 1] == ' ')
            {
                return from + last + 1;
            }
        }

        return 0;
    }

    // The last line of a list of options is made of few words as well, but it is what the question is about.
    private static bool IsClosing(ReadOnlySpan<char> sentence)
    {
        var trimmed = sentence.TrimStart();
        var isOption = trimmed.Length > 1 && trimmed[0] is >= 'A' and <= 'J' && trimmed[1] is '.' or ')';
        return !isOption && !sentence.Contains('?') && IsInstruction(sentence);
    }

    private static bool IsInstruction(ReadOnlySpan<char> sentence)
    {
        if (sentence.ContainsAny(Figures))
        {
            return false;
        }

        var (words, known) = (0, 0);
        var (hash, length) = (new WordHash(), 0);
        foreach (var c in sentence)
        {
            if (char.IsAsciiLetter(c))
            {
                hash.Add((char)(c | 0x20));
                length++;
                continue;
            }

            Count(ref hash, ref length, ref words, ref known);
        }

        Count(ref hash, ref length, ref words, ref known);
        return words > 0 && known * 20 >= words * 17;
    }

    private static void Count(ref WordHash hash, ref int length, ref int words, ref int known)
    {
        if (length == 0)
        {
            return;
        }

        words++;
        known += Vocabulary.Contains(hash.Finish()) ? 1 : 0;
        hash = new();
        length = 0;
    }
}
