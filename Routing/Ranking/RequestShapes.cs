namespace Routing.Ranking;

/// <summary>Tells the shape of a request, and what is typical of each.</summary>
internal static class RequestShapes
{
    private const int Much = 8;
    private const int Little = 2;

    /// <param name="input">Tokens of the prompt.</param>
    /// <param name="output">Tokens of the answer.</param>
    public static RequestShape Of(int input, int output) =>
        input > (long)output * Much ? RequestShape.MostlyInput
        : (long)input * Little < output ? RequestShape.MostlyAnswer
        : RequestShape.Both;

    /// <summary>Tokens of prompt and answer of a typical request.</summary>
    public static (int Input, int Output) TokensOf(RequestShape shape) => shape switch
    {
        RequestShape.MostlyInput => (16_000, 500),
        RequestShape.MostlyAnswer => (150, 1_000),
        _ => (2_000, 1_000),
    };
}
