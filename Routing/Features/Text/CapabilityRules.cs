namespace Routing.Features.Text;

/// <summary>What the marks and words of a prompt say of the work it asks for, whatever training has seen. Thousandths; 0 says nothing.</summary>
internal static class CapabilityRules
{
    public static void Score(in TraitCounts t, Span<int> to)
    {
        var code = Code(in t);
        var mathematics = Mathematics(in t, code);
        var logic = Logic(in t, code);
        mathematics -= Math.Max(logic - 1_200, 0) / 2;
        var translation = Translation(in t);
        var extraction = Extraction(in t, code);
        var creative = Creative(in t, code);
        var strongest = Math.Max(Math.Max(Math.Max(code, mathematics), Math.Max(logic, creative)), Math.Max(extraction, translation));
        to[(int)PromptCapability.Code] = code;
        to[(int)PromptCapability.Mathematical] = mathematics;
        to[(int)PromptCapability.Logical] = logic;
        to[(int)PromptCapability.Factual] = Factual(in t) - (Math.Max(strongest, 0) / 2);
        to[(int)PromptCapability.Creative] = creative;
        to[(int)PromptCapability.Conversational] = Conversation(in t) - (Math.Max(strongest, 0) / 3);
        to[(int)PromptCapability.Extraction] = extraction;
        to[(int)PromptCapability.Translation] = translation;
    }

    private static int Code(in TraitCounts t)
    {
        var marks = t[Trait.CodeMarks] + t[Trait.IndentedLines] + t[Trait.Backticks] + t[Trait.Braces] + t[Trait.Semicolons];
        return Some(t[Trait.WordCode], 4, 550) + Some(marks, 6, 250);
    }

    private static int Mathematics(in TraitCounts t, int code) =>
        Some(t[Trait.WordMathematics], 4, 400)
        + Some(t[Trait.Equals] + t[Trait.Carets] + t[Trait.Backslashes] + t[Trait.Operators], 5, 200)
        + Some(t[Trait.WordCompute], 2, 500)
        + Some(t[Trait.Percents], 2, 300)
        + (t[Trait.Numbers] + t[Trait.WordNumber] > 1 ? Some(t[Trait.WordQuantity], 5, 350) : 0)
        + Some(t[Trait.Numbers], 4, 100)
        - (code > 1_000 ? code / 2 : 0);

    private static int Logic(in TraitCounts t, int code) =>
        Some(t[Trait.WordPuzzle], 3, 700)
        + Some(t[Trait.WordLogic], 12, 150)
        + (t[Trait.Names] > 3 && t[Trait.WordLogic] > 2 && t[Trait.Options] == 0 ? 600 : 0)
        - (code > 1_000 ? code / 2 : 0)
        - Some(t[Trait.WordQuantity], 4, 50);

    private static int Translation(in TraitCounts t)
    {
        var named = t[Trait.WordLanguage] > 0;
        var asks = t[Trait.WordMeaning] > 0 || t[Trait.Quotes] > 1 || t[Trait.Colons] > 0;
        return Some(t[Trait.WordTranslate], 2, 1_800)
            + (named && t[Trait.WordTranslate] > 0 ? 800 : 0)
            + (named && asks ? 1_300 : 0)
            + (named && t[Trait.WordLanguage] > 1 && t[Trait.Words] < 60 ? 500 : 0)
            + (named && t[Trait.OtherScripts] > 3 ? 400 : 0);
    }

    private static int Extraction(in TraitCounts t, int code)
    {
        var material = t[Trait.Lines] > 1 || t[Trait.Colons] > 0 || t[Trait.Quotes] > 1;
        return Some(t[Trait.WordExtract], 4, 400)
            + Some(t[Trait.WordMaterial], 3, 450)
            + (t[Trait.OpensWithExtract] > 0 ? 400 : 0)
            + (material && t[Trait.Words] > 20 && t[Trait.WordExtract] + t[Trait.WordMaterial] > 1 ? 700 : 0)
            - (t[Trait.Options] > 1 ? 600 : 0)
            - (code > 1_000 ? code / 2 : 0);
    }

    private static int Creative(in TraitCounts t, int code) =>
        Some(t[Trait.WordCreative], 3, 700)
        + (t[Trait.OpensWithWrite] > 0 ? 700 : 0)
        + Some(t[Trait.WordImagine], 2, 700)
        - (t[Trait.OpensWithExtract] > 0 ? 700 : 0)
        - (code > 500 ? 800 : 0)
        - Some(t[Trait.Numbers], 4, 150)
        - (t[Trait.Options] > 1 ? 700 : 0);

    private static int Factual(in TraitCounts t)
    {
        var asks = t[Trait.WordWhat] + t[Trait.WordWhich] + t[Trait.WordWho] + t[Trait.WordWhen] + t[Trait.WordWhere] + t[Trait.WordWhy] + t[Trait.WordHow];
        return (t[Trait.OpensWithQuestion] > 0 ? 900 : asks > 0 ? 400 : 0)
            + Some(t[Trait.WordScience] + t[Trait.WordHumanities], 3, 400)
            + (t[Trait.Options] > 1 ? 700 : 0)
            + Some(t[Trait.Names], 3, 120)
            + Some(t[Trait.WordExplain], 2, 500)
            + Some(t[Trait.WordComparison], 2, 250)
            - Some(t[Trait.WordI] + t[Trait.WordYou], 4, 350);
    }

    private static int Conversation(in TraitCounts t) =>
        Some(t[Trait.WordChat], 4, 500)
        + Some(t[Trait.WordI], 4, 350)
        + Some(t[Trait.WordYou], 3, 300)
        + Some(t[Trait.WordOpinion], 3, 250)
        + (t[Trait.OpensWithChat] > 0 ? 500 : 0)
        - (t[Trait.Numbers] > 2 ? 700 : 0)
        - (t[Trait.Words] > 60 ? 700 : 0)
        - (t[Trait.Options] > 1 ? 1_000 : 0);

    private static int Some(int count, int most, int each) => Math.Clamp(count, 0, most) * each;
}
