namespace Routing.Features.Text;

/// <summary>Reads from the counts what a prompt is made of: plain rules, nothing learned.</summary>
internal static class PromptOutline
{
    private const int Fence = 6;

    public static CodeLanguages Languages(in TraitCounts t)
    {
        // "let" and "where" are English as well; they speak of a program only beside its marks.
        var marks = t[Trait.CodeMarks] + t[Trait.Backticks] + t[Trait.Braces] + t[Trait.Semicolons] + t[Trait.WordCode];
        var least = marks > 0 ? HintWords.Enough : int.MaxValue;
        var found = CodeLanguages.None;
        for (var hint = Hint.Python; hint <= Hint.Swift; hint++)
        {
            found |= t[hint] >= least ? (CodeLanguages)(1 << (hint - Hint.Python)) : CodeLanguages.None;
        }

        return found;
    }

    public static QuestionType Question(in TraitCounts t)
    {
        if (t[Trait.Options] > 1)
        {
            return QuestionType.Choice;
        }

        if (t[Hint.FirstQuestion] > 0)
        {
            var word = (Trait)(t[Hint.FirstQuestion] - 1);
            return word == Trait.WordHow && t[Hint.AsksForNumber] > 0 ? QuestionType.HowMuch : QuestionType.What + Order(word);
        }

        return t[Trait.QuestionMarks] == 0 ? QuestionType.None : t[Hint.OpensYesOrNo] > 0 ? QuestionType.YesOrNo : QuestionType.Other;
    }

    public static PromptStructure Structure(in TraitCounts t) =>
        If(t[Trait.Backticks] >= Fence || (t[Trait.IndentedLines] > 2 && t[Trait.CodeMarks] > 0), PromptStructure.CodeBlock)
        | If(t[Trait.Bullets] > 1, PromptStructure.List)
        | If(t[Trait.Pipes] > 3 && t[Trait.Lines] > 1, PromptStructure.Table)
        | If(t[Trait.Braces] > 1 && t[Trait.Quotes] > 3 && t[Trait.Colons] > 1, PromptStructure.Json)
        | If(t[Trait.Options] > 1, PromptStructure.Choices)
        | If(t[Trait.BlankLines] > 0 && t[Trait.Sentences] > 2, PromptStructure.Paragraphs);

    // The order of the traits is what, which, who, when, where, why, how: that of the questions.
    private static int Order(Trait word) => word - Trait.WordWhat;

    private static PromptStructure If(bool holds, PromptStructure structure) => holds ? structure : PromptStructure.None;
}
