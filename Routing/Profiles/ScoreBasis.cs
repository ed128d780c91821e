namespace Routing.Profiles;

/// <summary>What a score rests on, strongest first.</summary>
public enum ScoreBasis
{
    /// <summary>Set by an operator, who has seen the model at work.</summary>
    Manual,

    /// <summary>Read off a dated, sourced benchmark of someone who did not make the model.</summary>
    Published,

    /// <summary>Read off a figure of the model's own maker, or one that names no source of its own.</summary>
    Claimed,

    /// <summary>Guessed by a named rule from a relative of the model; no benchmark says so.</summary>
    Estimated,
}
