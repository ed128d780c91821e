namespace Routing.Catalog;

/// <summary>How much each term counts under one ranking policy, from 0 (not at all) to 1,000. Only their proportions matter.</summary>
public sealed record PolicyWeights
{
    /// <summary>The greatest weight.</summary>
    public const int Highest = 1_000;

    /// <summary>The policy, as in <c>auto:cost</c>: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>Weight of how well the model does what is asked.</summary>
    public int Quality { get; init; }

    /// <summary>Weight of what the request is expected to cost.</summary>
    public int Cost { get; init; }

    /// <summary>Weight of how soon the answer begins.</summary>
    public int Latency { get; init; }

    /// <summary>Weight of how rarely the deployment fails.</summary>
    public int Reliability { get; init; }

    /// <summary>Weight of the order in which operators list it in tiers and families.</summary>
    public int Preference { get; init; }

    /// <summary>All weights together.</summary>
    public int Sum => Quality + Cost + Latency + Reliability + Preference;
}
