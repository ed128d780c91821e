namespace Routing.Features.Text;

/// <summary>Follows the choices a question offers: lines that begin with "A." or "(B)".</summary>
internal struct OptionLines
{
    private int _start = -1;

    public OptionLines()
    {
    }

    /// <summary>Digits since the option began.</summary>
    public int Digits { get; set; }

    /// <summary>Whether a single letter, followed by a mark, begins its line.</summary>
    public static bool Opens(int letter, ReadOnlySpan<char> text)
    {
        if (letter < 0 || text[letter] is not (>= 'A' and <= 'J'))
        {
            return false;
        }

        var before = letter > 0 && text[letter - 1] == '(' ? letter - 2 : letter - 1;
        return before < 0 || text[before] == '\n';
    }

    public void Start(ref TraitCounts counts, int at)
    {
        End(ref counts, at);
        counts[Trait.Options]++;
        _start = at;
        Digits = 0;
    }

    public void End(ref TraitCounts counts, int at)
    {
        if (_start < 0)
        {
            return;
        }

        var length = at - _start;
        counts[Trait.OptionCharacters] += length;
        counts[Trait.LongestOption] = Math.Max(counts[Trait.LongestOption], length);
        counts[Trait.NumericOptions] += Digits * 3 > length ? 1 : 0;
        _start = -1;
    }
}
