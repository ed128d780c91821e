namespace Providers;

/// <summary>What a provider takes for the id of a tool call.</summary>
public enum ToolCallIdRule
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>No more than 40 characters.</summary>
    UpTo40,

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>.</summary>
    Word,

    /// <summary>Nine letters and digits.</summary>
    Nine,
}
