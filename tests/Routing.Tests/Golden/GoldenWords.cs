namespace Routing.Tests.Golden;

/// <summary>Words from which prompts for the golden file are drawn. Changing them changes every prompt.</summary>
internal static class GoldenWords
{
    public static readonly string[] All =
        ("write a function that returns the sum of 17 and 4,500 numbers in Python def f(x): return x == y What is the capital of Mongolia "
        + "who wrote it when did they meet hello how are you I feel tired translate this sentence into French extract all names from the text below "
        + "if every knight lies then some knave tells the truth solve x^2 + 3x = 10 for x story poem about winter explain why photosynthesis "
        + "needs light A. B. C. D. \"quoted\" don't NASA Ångström 漢字 $5 20% { } [ ] `code` != -> imagine you are a pirate compare prices of "
        + "three shops each twice half total minutes per hour prove the theorem summarize the article thanks please government treaty 1848 cell")
        .Split(' ');
}
