namespace Providers.OpenAi;

/// <summary>Where in a caller's body the few things stand that a relay edits, found while the body was validated.</summary>
internal sealed class OpenAiBodyMap
{
    /// <summary>Every member of the root object in order, repeated keys included.</summary>
    public required List<OpenAiMember> Members { get; init; }

    /// <summary>Value of <c>stream_options.include_usage</c>; empty when absent.</summary>
    public ByteRange IncludeUsage { get; set; }

    /// <summary>Whether <c>stream_options.include_usage</c> is already true.</summary>
    public bool AsksForUsage { get; set; }

    /// <summary>Whether <c>stream_options</c> is an object without members.</summary>
    public bool EmptyStreamOptions { get; set; }

    /// <summary>What of earlier tool calls may have to be edited, in order; null when there were none.</summary>
    public List<ToolCallPlace>? ToolCallPlaces { get; set; }

    /// <summary>Where the contents of the users' turns stand, oldest first; null when there are none.</summary>
    public List<ByteRange>? UserContents { get; set; }

    /// <summary>Whether the body is no caller's own but a translation, so that the token limit is spelt as each provider likes.</summary>
    public bool IsTranslation { get; set; }

    /// <summary>Offset just behind the opening brace.</summary>
    public int AfterBrace { get; set; }

    /// <summary>Whether a member is present, be it with null.</summary>
    public bool HasMember(OpenAiKey key) => Members.Exists(member => member.Key == key);

    /// <summary>Whether a member is present with a value other than null.</summary>
    public bool HasValue(OpenAiKey key) => Members.Exists(member => member.Key == key && !member.IsNull);
}
