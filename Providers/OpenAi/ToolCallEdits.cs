using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>Edits the tool calls of earlier turns, which another provider may have made, where this one would refuse them.</summary>
/// <param name="body">The caller's body.</param>
/// <param name="places">What may have to be edited, in order.</param>
/// <param name="profile">Who reads it.</param>
internal readonly struct ToolCallEdits(ReadOnlyMemory<byte> body, List<ToolCallPlace>? places, ProviderProfile profile)
{
    /// <summary>What a signature is called where fields are named that went no further.</summary>
    public const string Signature = "messages.tool_calls.extra_content";

    /// <summary>Whether a signature was left out.</summary>
    public bool DropsSignature => !profile.TakesSignatures && places is not null && places.Exists(static place => !place.IsId);

    /// <summary>Makes the edits within one member.</summary>
    public void Apply(ByteRange within, Splice splice)
    {
        if (places is null)
        {
            return;
        }

        foreach (var (range, isId) in places)
        {
            if (range.Start < within.Start || range.End > within.End)
            {
                continue;
            }

            if (!isId)
            {
                if (!profile.TakesSignatures)
                {
                    splice.Replace(range, []);
                }
            }
            else if (profile.ToolCallIds != ToolCallIdRule.Any)
            {
                FitId(range, splice);
            }
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
