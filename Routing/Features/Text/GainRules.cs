namespace Routing.Features.Text;

/// <summary>
/// What holds for any pair of models: code, mathematics, counting and puzzles profit from a stronger one, small talk, prose and plain
/// questions of fact hardly do. Speaks loudest where training has seen nothing alike.
/// </summary>
internal static class GainRules
{
    /// <summary>Thousandths, about -1,000 to 4,000.</summary>
    public static int Score(in TraitCounts t)
    {
        var words = Math.Max(t[Trait.Words], 1);
        var code = Saturate((10 * t[Trait.CodeMarks]) + (7 * t[Trait.WordCode]) + (10 * t[Trait.IndentedLines]) + (10 * t[Trait.Backticks]), 40);
        var mathematics = Saturate(
            (15 * t[Trait.WordMathematics]) + (10 * t[Trait.Equals]) + (20 * t[Trait.Carets]) + (5 * t[Trait.Backslashes]) + (5 * t[Trait.Dollars])
                + (5 * t[Trait.Operators]),
            60);
        var counting = Saturate((10 * t[Trait.WordQuantity]) + (7 * t[Trait.Numbers]), 90);
        var puzzle = Saturate(10 * t[Trait.WordLogic], 70);
        var negation = Saturate(10 * t[Trait.WordNegation], 20);
        var prose = Saturate(10 * (t[Trait.WordCreative] + t[Trait.WordImagine]), 30);
        var chat = Saturate(10 * (t[Trait.WordChat] + t[Trait.WordOpinion]), 40);
        var trivia = words < 25 && t[Trait.Options] == 0 && t[Trait.Numbers] < 2 && t[Trait.OpensWithQuestion] > 0 ? 1_000 : 0;
        return code
            + (mathematics * 9 / 10)
            + (counting * 8 / 10)
            + (puzzle * 6 / 10)
            + (negation * 3 / 10)
            + (DenseFeatures.Log(words) * 5)
            - (prose / 2)
            - (chat * 4 / 10)
            - (trivia / 2);
    }

    private static int Saturate(int value, int at) => Math.Min(value, at) * 1_000 / at;
}
