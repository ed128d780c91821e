namespace Routing.Decisions;

/// <summary>Which rule named what serves.</summary>
public enum ResolvedBy
{
    /// <summary>The caller named a deployment or a model.</summary>
    Explicit,

    /// <summary>The caller used a second name.</summary>
    Alias,

    /// <summary>The caller named a preset; what it stands for decided.</summary>
    Preset,

    /// <summary>The caller named a family; its order of preference decided.</summary>
    Family,

    /// <summary>The caller named a tier.</summary>
    Tier,

    /// <summary>The caller named nothing; its key did.</summary>
    KeyDefault,

    /// <summary>The caller named nothing; the project of its key did.</summary>
    ProjectDefault,

    /// <summary>The caller named nothing; a configured default did.</summary>
    DefaultModel,

    /// <summary>Complexity decided.</summary>
    Auto,

    /// <summary>An experiment asked for something else in the caller's place.</summary>
    Experiment,
}
