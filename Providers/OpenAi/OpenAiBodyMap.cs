namespace Providers.OpenAi;

/// <summary>Where in a caller's body the few things stand that a relay edits. Offsets are bytes from the start of the body.</summary>
internal sealed class OpenAiBodyMap
{
    /// <summary>Values of <c>model</c>; more than one when the key is repeated.</summary>
    public required IReadOnlyList<Range> Models { get; init; }

    /// <summary>Members that are ours and go no further, each with one comma that must go with it.</summary>
    public required IReadOnlyList<Range> OwnMembers { get; init; }

    /// <summary>Value of <c>stream_options</c>; null when absent.</summary>
    public Range? StreamOptions { get; init; }

    /// <summary>Value of <c>stream_options.include_usage</c>; null when absent.</summary>
    public Range? IncludeUsage { get; init; }

    /// <summary>Just behind the opening brace.</summary>
    public required int AfterBrace { get; init; }

    /// <summary>Whether the object has members that stay.</summary>
    public required bool HasOtherMembers { get; init; }

    /// <summary>Whether the caller bounds the answer, in either spelling.</summary>
    public bool HasMaxTokens { get; init; }

    /// <summary>Whether the caller sets the temperature.</summary>
    public bool HasTemperature { get; init; }
}
