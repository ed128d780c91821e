namespace Routing.Decisions;

/// <summary>Words and prefixes that mean something of their own where a model is named.</summary>
public static class Selectors
{
    /// <summary>Lets complexity decide.</summary>
    public const string Auto = "auto";

    /// <summary>The configured default, like naming nothing.</summary>
    public const string Default = "default";

    /// <summary>Followed by a ranking policy.</summary>
    public const string AutoPrefix = "auto:";

    /// <summary>Followed by a family of models.</summary>
    public const string FamilyPrefix = "family:";

    /// <summary>Followed by a tier; the bare name of a tier means the same.</summary>
    public const string TierPrefix = "tier:";

    /// <summary>Followed by a preset.</summary>
    public const string PresetPrefix = "@preset/";
}
