namespace Routing.Ranking;

/// <summary>How much of a request is input: prices of input and of answers differ, so it says who is cheap.</summary>
internal enum RequestShape
{
    /// <summary>Input more than eight times the answer.</summary>
    MostlyInput,

    /// <summary>In between.</summary>
    Both,

    /// <summary>Input less than half the answer.</summary>
    MostlyAnswer,
}
