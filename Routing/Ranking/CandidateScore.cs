using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Money;

namespace Routing.Ranking;

/// <summary>The numbers by which a candidate is ranked. Points run from 0 to 1,000, more is better; all of it is whole numbers.</summary>
public readonly record struct CandidateScore
{
    /// <summary>The weighted mean of the terms in thousandths of a point, 0 to 1,000,000; 0 where no policy ranks.</summary>
    public int Total { get; init; }

    /// <summary>Points for how well the model does what is asked; 500 when nobody has measured it.</summary>
    public int Quality { get; init; }

    /// <summary>Points for the expected cost; 0 when there is no price.</summary>
    public int Cost { get; init; }

    /// <summary>Points for how soon the answer begins; 500 when nobody has measured it.</summary>
    public int Latency { get; init; }

    /// <summary>Points for how rarely it fails.</summary>
    public int Reliability { get; init; }

    /// <summary>Points for its place in tiers and families.</summary>
    public int Preference { get; init; }

    /// <summary>What the request is expected to cost here; null when there is no price, zero only when it is free.</summary>
    public NanoDollars? ExpectedCost { get; init; }

    /// <summary>How long the first content is expected to take, in milliseconds; null when nobody has measured it.</summary>
    public int? FirstTokenMillis { get; init; }

    /// <summary>The terms one by one, always in the same order.</summary>
    /// <param name="weights">Of the policy that ranked; null when none did.</param>
    public ImmutableArray<ScoreTerm> Terms(PolicyWeights? weights) =>
    [
        new("quality", Quality, weights?.Quality ?? 0),
        new("cost", Cost, weights?.Cost ?? 0),
        new("latency", Latency, weights?.Latency ?? 0),
        new("reliability", Reliability, weights?.Reliability ?? 0),
        new("preference", Preference, weights?.Preference ?? 0),
    ];
}
