using System.Collections.Immutable;

namespace Providers.Chat;

/// <summary>How likely one token of an answer was.</summary>
/// <param name="Token">The token's text; where it is part of a character, what the provider makes of it.</param>
/// <param name="Value">Natural logarithm of its probability, at most 0.</param>
public sealed record TokenLogProbability(string Token, double Value)
{
    /// <summary>The token's bytes; null where the provider does not tell them.</summary>
    public ImmutableArray<byte>? Bytes { get; init; }

    /// <summary>The likeliest tokens at this place, as many as were asked for.</summary>
    public ImmutableArray<TokenLogProbability> Top { get; init; } = [];
}
