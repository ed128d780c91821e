namespace Simulation.Counting;

/// <summary>Counts of one path or model.</summary>
/// <param name="Requests">Requests received.</param>
/// <param name="Aborts">Of these, ended by the caller before the answer was complete.</param>
public sealed record CallCounts(long Requests, long Aborts);

/// <summary>All counters at one moment.</summary>
/// <param name="Requests">Requests received, admin and health requests aside.</param>
/// <param name="Aborts">Of these, ended by the caller before the answer was complete.</param>
/// <param name="InFlight">Requests being answered now.</param>
/// <param name="Connections">Connections accepted.</param>
/// <param name="ByPath">Counts by request path.</param>
/// <param name="ByModel">Counts by model, modifiers included.</param>
public sealed record CounterSnapshot(
    long Requests,
    long Aborts,
    long InFlight,
    long Connections,
    IReadOnlyDictionary<string, CallCounts> ByPath,
    IReadOnlyDictionary<string, CallCounts> ByModel);
