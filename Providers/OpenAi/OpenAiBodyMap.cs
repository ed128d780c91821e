namespace Providers.OpenAi;

/// <summary>Where in a caller's body the few things stand that a relay edits, found while the body was validated.</summary>
internal sealed class OpenAiBodyMap
{
    private int _present;
    private int _given;

    /// <summary>Every member of the root object in order, repeated keys included.</summary>
    public List<OpenAiMember> Members { get; } = new(8);

    /// <summary>Value of <c>stream_options.include_usage</c>; empty when absent.</summary>
    public ByteRange IncludeUsage { get; set; }

    /// <summary>Whether <c>stream_options.include_usage</c> is already true.</summary>
    public bool AsksForUsage { get; set; }

    /// <summary>Whether <c>stream_options</c> is an object without members.</summary>
    public bool EmptyStreamOptions { get; set; }

    /// <summary>What in the messages may have to be edited, in order; null when there is nothing.</summary>
    public List<MessagePlace>? MessagePlaces { get; set; }

    /// <summary>Where the contents of the users' turns stand, oldest first; null when there are none.</summary>
    public List<ByteRange>? UserContents { get; set; }

    /// <summary>Whether the body is no caller's own but a translation, so that the token limit is spelt as each provider likes.</summary>
    public bool IsTranslation { get; set; }

    /// <summary>Offset just behind the opening brace.</summary>
    public int AfterBrace { get; set; }

    /// <summary>Takes the next member of the root object.</summary>
    public void Add(OpenAiMember member)
    {
        Members.Add(member);
        _present |= Bit(member.Key);
        _given |= member.IsNull ? 0 : Bit(member.Key);
    }

    /// <summary>Whether a member is present, be it with null.</summary>
    public bool HasMember(OpenAiKey key) => (_present & Bit(key)) != 0;

    /// <summary>Whether a member is present with a value other than null.</summary>
    public bool HasValue(OpenAiKey key) => (_given & Bit(key)) != 0;

    private static int Bit(OpenAiKey key) => 1 << (int)key;
}
