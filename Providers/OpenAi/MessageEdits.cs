using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>
/// Edits in the messages what this provider would refuse: the newer word for a system's role, and of earlier turns the tool calls that
/// another provider may have made.
/// </summary>
/// <param name="body">The caller's body.</param>
/// <param name="places">What may have to be edited, in order.</param>
/// <param name="profile">Who reads it.</param>
internal readonly struct MessageEdits(ReadOnlyMemory<byte> body, List<MessagePlace>? places, ProviderProfile profile)
{
    /// <summary>What a signature is called where fields are named that went no further.</summary>
    public const string Signature = "messages.tool_calls.extra_content";

    private static readonly byte[] SystemRole = "\"system\""u8.ToArray();

    /// <summary>Whether a signature was left out.</summary>
    public bool DropsSignature => !profile.TakesSignatures && places is not null && places.Exists(static place => place.Kind == MessagePlaceKind.Signature);

    /// <summary>Makes the edits within one member.</summary>
    public void Apply(ByteRange within, Splice splice)
    {
        if (places is null)
        {
            return;
        }

        foreach (var (range, kind) in places)
        {
            if (range.Start >= within.Start && range.End <= within.End)
            {
                Apply(range, kind, splice);
            }
        }
    }

    private void Apply(ByteRange range, MessagePlaceKind kind, Splice splice)
    {
        switch (kind)
        {
            case MessagePlaceKind.CallId when profile.ToolCallIds != ToolCallIdRule.Any:
                FitId(range, splice);
                break;
            case MessagePlaceKind.Signature when !profile.TakesSignatures:
                splice.Replace(range, []);
                break;
            case MessagePlaceKind.DeveloperRole when !profile.KnowsDeveloper:
                splice.Replace(range, SystemRole);
                break;
        }
    }

    private void FitId(ByteRange range, Splice splice)
    {
        var reader = new Utf8JsonReader(body.Span[range.Start..range.End]);
        reader.Read();
        var id = reader.GetString()!;
        var fitted = ToolCallIds.Fit(id, profile.ToolCallIds);
        if (fitted != id)
        {
            splice.Replace(range, OpenAiBodyEdits.Quote(fitted));
        }
    }
}
