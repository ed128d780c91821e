namespace Routing.Features.Text;

/// <summary>What single marks count as.</summary>
internal static class Marks
{
    private static readonly byte[] Traits = Table();

    /// <summary>The trait of an ASCII mark; <see cref="Trait.Count"/> when it has none.</summary>
    public static Trait TraitOf(char mark) => (Trait)Traits[mark & 127];

    /// <summary>The trait of a mark outside ASCII; <see cref="Trait.Count"/> when it has none.</summary>
    public static Trait TraitOfOther(char mark) => mark switch
    {
        '“' or '”' or '«' or '»' or '„' => Trait.Quotes,
        '×' or '÷' or '≤' or '≥' or '≠' or '√' or '∑' or '∫' or '−' => Trait.Operators,
        '’' or '–' or '—' or '…' or '\u00A0' => Trait.Count,
        _ => Trait.OtherScripts,
    };

    /// <summary>Whether two marks side by side occur in programs rather than in prose.</summary>
    public static bool IsCode(char first, char second) => second switch
    {
        ')' => first == '(',
        '=' => first is '=' or '!' or '+' or ':',
        '>' or '<' => first is '-' or '=' or '<',
        _ => false,
    };

    private static byte[] Table()
    {
        var table = new byte[128];
        Array.Fill(table, (byte)Trait.Count);
        Set(" \t", Trait.Spaces);
        Set("?", Trait.QuestionMarks);
        Set("!", Trait.ExclamationMarks);
        Set(",", Trait.Commas);
        Set(":", Trait.Colons);
        Set(";", Trait.Semicolons);
        Set("()", Trait.Parentheses);
        Set("[]", Trait.Brackets);
        Set("{}", Trait.Braces);
        Set("\"'", Trait.Quotes);
        Set("=", Trait.Equals);
        Set("<>+/*-", Trait.Operators);
        Set("^", Trait.Carets);
        Set("$", Trait.Dollars);
        Set("\\", Trait.Backslashes);
        Set("_", Trait.Underscores);
        Set("%", Trait.Percents);
        Set("`", Trait.Backticks);
        Set("|", Trait.Pipes);
        return table;

        void Set(string marks, Trait trait)
        {
            foreach (var mark in marks)
            {
                table[mark] = (byte)trait;
            }
        }
    }
}
