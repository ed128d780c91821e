namespace Routing.Features.Text;

/// <summary>The parts of the score, in the order of their shares.</summary>
internal enum GainMix
{
    /// <summary>Trees on gain within a kind of prompt: always heard.</summary>
    WithinTrees,

    /// <summary>Words on gain within a kind of prompt: always heard.</summary>
    WithinWords,

    /// <summary>Length: always heard.</summary>
    Length,

    /// <summary>Rules: always heard.</summary>
    Rules,

    /// <summary>Words on gain between kinds: heard as far as the prompt is familiar.</summary>
    BetweenWords,

    /// <summary>Trees on gain between kinds: heard as far as the prompt is familiar.</summary>
    BetweenTrees,

    /// <summary>Rules once more: heard as far as it is not.</summary>
    UnfamiliarRules,

    /// <summary>Difficulty: heard as far as it is not.</summary>
    UnfamiliarDifficulty,
}
