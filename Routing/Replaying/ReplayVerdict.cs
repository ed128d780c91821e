namespace Routing.Replaying;

/// <summary>What came of deciding again.</summary>
public enum ReplayVerdict
{
    /// <summary>The same, letter by letter.</summary>
    Reproduced,

    /// <summary>Another version of the engine or of its classifier decided then, so its results need not be those of now; both are there to compare.</summary>
    EngineChanged,

    /// <summary>The same engine decides otherwise: a fault of the engine or of what was kept.</summary>
    Differs,
}
