namespace Routing.Experiments.Judging;

/// <summary>What variants are compared by.</summary>
public enum Measure
{
    /// <summary>The share of calls that were answered, from 0 to 1; calls that their caller left are not counted.</summary>
    Success,

    /// <summary>US dollars a call, every attempt included; calls without a price are not counted.</summary>
    Cost,

    /// <summary>From reading the request to the end of the answer, in milliseconds, of calls that were answered.</summary>
    Latency,

    /// <summary>What callers thought of an answer, from 0 to 1.</summary>
    Quality,
}
