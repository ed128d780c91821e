namespace Routing.Health;

/// <summary>What the failure ratio of a deployment allows.</summary>
public enum CircuitState
{
    /// <summary>Requests flow.</summary>
    Closed,

    /// <summary>Too many failures: no requests until a trial is due.</summary>
    Open,

    /// <summary>A trial is due; requests may flow, one at a time.</summary>
    HalfOpen,

    /// <summary>Taken out by an operator until put back.</summary>
    Isolated,
}
