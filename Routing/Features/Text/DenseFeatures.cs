using System.Numerics;
using System.Runtime.CompilerServices;

namespace Routing.Features.Text;

/// <summary>
/// The numbers that trees decide on: sizes on a logarithmic scale, counts, and shares in thousandths. Whole numbers throughout.
/// The order is part of the trained weights.
/// </summary>
internal static class DenseFeatures
{
    /// <summary>How many there are.</summary>
    public const int Count = 69;

    public static void Fill(in TraitCounts t, Span<int> to)
    {
        var words = t[Trait.Words];
        var characters = t[Trait.Characters];
        var stem = characters - t[Trait.OptionCharacters];
        var options = t[Trait.Options];
        var n = 0;

        // Size and shape.
        to[n++] = Log(characters);
        to[n++] = Log(stem);
        to[n++] = Log(words);
        to[n++] = Share(t[Trait.Letters], words, 100);
        to[n++] = t[Trait.Sentences];
        to[n++] = Share(words, Math.Max(t[Trait.Sentences], 1), 10);
        to[n++] = t[Trait.Lines];
        to[n++] = Share(characters, t[Trait.Lines], 1);
        to[n++] = t[Trait.BlankLines];
        to[n++] = t[Trait.IndentedLines];
        to[n++] = options;
        to[n++] = options == 0 ? 0 : t[Trait.OptionCharacters] / options;
        to[n++] = options == 0 ? 0 : Share(t[Trait.LongestOption], t[Trait.OptionCharacters], 100);
        to[n++] = t[Trait.NumericOptions];
        to[n++] = t[Trait.Bullets];

        // Words.
        to[n++] = Share(t[Trait.LongWords], words, 1000);
        to[n++] = Share(t[Trait.VeryLongWords], words, 1000);
        to[n++] = Share(t[Trait.UncommonWords], words, 1000);
        to[n++] = t[Trait.UncommonWords];
        to[n++] = Share(t[Trait.Names], words, 1000);
        to[n++] = t[Trait.Names];
        to[n++] = t[Trait.AllCaps];
        to[n++] = Share(t[Trait.OtherScripts], characters, 1000);

        // Numbers, marks and code.
        to[n++] = t[Trait.Numbers];
        to[n++] = Share(t[Trait.Numbers], words, 1000);
        to[n++] = t[Trait.LongNumbers];
        to[n++] = t[Trait.Decimals];
        to[n++] = t[Trait.Operators];
        to[n++] = t[Trait.Equals];
        to[n++] = t[Trait.Carets];
        to[n++] = t[Trait.Dollars];
        to[n++] = t[Trait.Backslashes];
        to[n++] = t[Trait.Underscores];
        to[n++] = t[Trait.Percents];
        to[n++] = t[Trait.Parentheses];
        to[n++] = t[Trait.Brackets];
        to[n++] = t[Trait.Braces];
        to[n++] = t[Trait.CodeMarks] + t[Trait.Backticks] + t[Trait.Semicolons];
        to[n++] = t[Trait.Quotes];
        to[n++] = Share(t[Trait.Commas], words, 1000);
        to[n++] = t[Trait.QuestionMarks];
        to[n++] = t[Trait.ExclamationMarks];

        // What it asks for and is about.
        to[n++] = t[Trait.WordWhat] + t[Trait.WordWhich];
        to[n++] = t[Trait.WordWho] + t[Trait.WordWhen] + t[Trait.WordWhere];
        to[n++] = t[Trait.WordWhy] + t[Trait.WordHow];
        to[n++] = t[Trait.WordQuantity];
        to[n++] = Share(t[Trait.WordQuantity], words, 1000);
        to[n++] = t[Trait.WordNumber] + t[Trait.Numbers];
        to[n++] = t[Trait.WordQuantity] + t[Trait.WordNumber] + t[Trait.Numbers] + t[Trait.WordComparison];
        to[n++] = t[Trait.WordPerson];
        to[n++] = t[Trait.WordNegation];
        to[n++] = t[Trait.WordLogic];
        to[n++] = Share(t[Trait.WordLogic], words, 1000);
        to[n++] = t[Trait.WordComparison];
        to[n++] = t[Trait.WordYou];
        to[n++] = t[Trait.WordI];
        to[n++] = Share(t[Trait.WordPerson], words, 1000);
        to[n++] = t[Trait.WordCode];
        to[n++] = t[Trait.WordMathematics];
        to[n++] = Share(t[Trait.WordMathematics], words, 1000);
        to[n++] = t[Trait.WordScience];
        to[n++] = Share(t[Trait.WordHumanities], words, 1000);
        to[n++] = t[Trait.WordCreative] + t[Trait.WordWrite] + t[Trait.WordImagine];
        to[n++] = t[Trait.WordExplain] + t[Trait.WordExtract];
        to[n++] = t[Trait.WordSolve] + t[Trait.WordCompute];
        to[n++] = t[Trait.WordChat] + t[Trait.WordOpinion];
        to[n++] = t[Trait.OpensWithQuestion];
        to[n++] = t[Trait.OpensWithWrite] + t[Trait.OpensWithExplain];
        to[n++] = t[Trait.OpensWithSolve];
        Filled(n);
    }

    private static int Share(int part, int whole, int scale) => whole == 0 ? 0 : (int)((long)part * scale / whole);

    /// <summary>Sixteen times the binary logarithm, in whole numbers: exact enough for a threshold, equal on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Log(int value)
    {
        var v = (uint)Math.Max(value, 1);
        var exponent = BitOperations.Log2(v);
        var mantissa = exponent >= 4 ? (v >> (exponent - 4)) & 15 : (v << (4 - exponent)) & 15;
        return (exponent * 16) + (int)mantissa;
    }

    private static void Filled(int n) => System.Diagnostics.Debug.Assert(n == Count, "DenseFeatures.Count is out of step.");
}
