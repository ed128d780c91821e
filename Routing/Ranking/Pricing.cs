namespace Routing.Ranking;

/// <summary>How the cost of a request follows from what a deployment charges, simplest first.</summary>
internal enum Pricing : byte
{
    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>So much for a token of input, so much for one of the answer.</summary>
    Flat,

    /// <summary>The same, except in a session, which pays for input that is written to a cache.</summary>
    FlatOutsideSessions,

    /// <summary>Whatever its prices say.</summary>
    Varied,
}
