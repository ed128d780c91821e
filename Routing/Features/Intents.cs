using System.Collections.Immutable;

namespace Routing.Features;

/// <summary>What a step of an agent may be said to do.</summary>
public static class Intents
{
    /// <summary>Takes facts out of a given text.</summary>
    public const string Extract = "extract";

    /// <summary>Says the same in fewer words.</summary>
    public const string Summarize = "summarize";

    /// <summary>Writes something new.</summary>
    public const string Generate = "generate";

    /// <summary>Turns what is given into another form: another language, another format.</summary>
    public const string Transform = "transform";

    /// <summary>Chooses between ways to go on.</summary>
    public const string Conditional = "conditional";

    /// <summary>None of these.</summary>
    public const string Other = "other";

    /// <summary>All of them, in the order of the documentation.</summary>
    public static readonly ImmutableArray<string> All = [Extract, Summarize, Generate, Transform, Conditional, Other];
}
