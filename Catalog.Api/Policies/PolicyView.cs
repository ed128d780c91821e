using Routing.Catalog;

namespace Catalog.Api.Policies;

/// <summary>A ranking policy as REST takes and shows it. Weights run from 0 to 1,000; only their proportions matter.</summary>
internal sealed record PolicyView
{
    /// <summary>Answers only; the address names it.</summary>
    public string? Name { get; init; }

    public int Quality { get; init; }

    public int Cost { get; init; }

    public int Latency { get; init; }

    public int Reliability { get; init; }

    public int Preference { get; init; }

    /// <summary>Answers only: whether these are the weights that ship.</summary>
    public bool? Shipped { get; init; }

    public static PolicyView Of(PolicyWeights policy, bool shipped) => new()
    {
        Name = policy.Name,
        Quality = policy.Quality,
        Cost = policy.Cost,
        Latency = policy.Latency,
        Reliability = policy.Reliability,
        Preference = policy.Preference,
        Shipped = shipped,
    };

    public PolicyWeights Named(string name) => new()
    {
        Name = name,
        Quality = Quality,
        Cost = Cost,
        Latency = Latency,
        Reliability = Reliability,
        Preference = Preference,
    };
}

/// <summary>A policy as it was from a revision on; null when it was removed.</summary>
internal sealed record PolicyVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, PolicyView? Policy);
