namespace Routing.Profiles;

/// <summary>Kinds of work at which one model is better than another.</summary>
public enum RatedCapability
{
    /// <summary>Reasoning from conditions.</summary>
    Logical,

    /// <summary>Programs: to write, read or mend them.</summary>
    Code,

    /// <summary>Calculation and mathematics.</summary>
    Mathematical,

    /// <summary>Knowledge of facts.</summary>
    Factual,

    /// <summary>Invention: stories, slogans.</summary>
    Creative,

    /// <summary>Talk, and following what is asked; stands for a model in general.</summary>
    Conversational,

    /// <summary>Getting information out of a given text.</summary>
    Extraction,

    /// <summary>Saying the same in another language.</summary>
    Translation,

    /// <summary>Understanding images.</summary>
    Vision,

    /// <summary>Calling tools, over several steps.</summary>
    Tools,
}
