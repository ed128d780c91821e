namespace Routing.Features;

/// <summary>Kinds of work a prompt may ask for; it may ask for several.</summary>
public enum PromptCapability
{
    /// <summary>Programs: to write, read or mend them.</summary>
    Code,

    /// <summary>Calculation and mathematics.</summary>
    Mathematical,

    /// <summary>Reasoning from conditions: puzzles, arguments.</summary>
    Logical,

    /// <summary>Knowledge of facts.</summary>
    Factual,

    /// <summary>Invention: stories, poems, slogans.</summary>
    Creative,

    /// <summary>Talk; also what a prompt is taken for when nothing else is found.</summary>
    Conversational,

    /// <summary>Getting information out of a given text.</summary>
    Extraction,

    /// <summary>Saying the same in another language.</summary>
    Translation,
}
