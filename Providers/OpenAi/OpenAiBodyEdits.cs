using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>
/// Makes the edits that a caller's body needs before it goes to an upstream of the same format: the model, our own members, the
/// wish for usage figures, absent defaults, the spelling of the token limit, what a model that the router chose would refuse, and what
/// in the messages this provider would.
/// Everything else stays as it came, to the byte.
/// </summary>
internal static class OpenAiBodyEdits
{
    private static readonly byte[] AskForUsage = "{\"include_usage\":true}"u8.ToArray();
    // A deployment's name outlives thousands of requests.
    private static readonly ConditionalWeakTable<string, byte[]> Models = [];
    private static readonly byte[] True = "true"u8.ToArray();

    public static SplicedContent Apply(
        ChatRequest request, UpstreamTarget target, ProviderProfile profile, ParameterDefaults defaults, RefusedParameters refused, MessageEdits messages)
    {
        var map = request.OpenAiMap!;
        var members = map.Members;
        var additions = new OpenAiAdditions(map, target.Deployment, profile, defaults);
        var model = Models.GetValue(target.Deployment.Id.Model, Quote);
        var asksForUsage = request.Stream && profile.StreamUsage;
        var lastKept = members.Count - 1;
        while (!Stays(members[lastKept], asksForUsage, refused))
        {
            lastKept--;
        }

        var lastOptions = members.FindLastIndex(static member => member.Key == OpenAiKey.StreamOptions);

        var splice = new Splice(request.Body);
        splice.Insert(map.AfterBrace, additions.ToInsert(map.HasMember(OpenAiKey.Model) ? null : model, asksForUsage));
        for (var index = 0; index <= lastKept; index++)
        {
            var member = members[index];
            if (!Stays(member, asksForUsage, refused))
            {
                // The comma behind goes with it.
                splice.Replace(new(member.Name.Start, members[index + 1].Name.Start), []);
            }
            else if (member.Key == OpenAiKey.Model)
            {
                splice.Replace(member.Value, model);
            }
            else if (member.Key == OpenAiKey.StreamOptions && index == lastOptions)
            {
                EditStreamOptions(member, map, splice);
            }
            else if (member.Key == OpenAiKey.Messages)
            {
                messages.Apply(member.Value, splice);
            }
            else if (additions.Respells(member))
            {
                splice.Replace(member.Name, Quote(profile.MaxTokensField));
            }
            else if (additions.InPlaceOfNull(member) is { } value)
            {
                splice.Replace(member.Value, value);
            }
        }

        // What goes at the end takes the comma before it along.
        splice.Replace(new(members[lastKept].Value.End, members[^1].Value.End), []);
        return splice.ToContent(isNamed: false);
    }

    private static bool Stays(OpenAiMember member, bool asksForUsage, RefusedParameters refused) =>
        member.Key != OpenAiKey.Routing && (member.Key != OpenAiKey.StreamOptions || asksForUsage) && !refused.Contains(member);

    private static void EditStreamOptions(OpenAiMember member, OpenAiBodyMap map, Splice splice)
    {
        if (member.IsNull)
        {
            splice.Replace(member.Value, AskForUsage);
        }
        else if (map.IncludeUsage.Length == 0)
        {
            var text = map.EmptyStreamOptions ? "\"include_usage\":true" : "\"include_usage\":true,";
            splice.Insert(member.Value.Start + 1, Encoding.UTF8.GetBytes(text));
        }
        else if (!map.AsksForUsage)
        {
            splice.Replace(map.IncludeUsage, True);
        }
    }

    public static byte[] Quote(string text) =>
        Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
}
