using Aspire.Catalog.V1;
using Providers.Chat;
using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using Routing.Features;

namespace Router.Grpc.Accounting;

/// <summary>Writes on whose behalf the ledger books a call.</summary>
internal static class LedgerScopes
{
    public static void Write(SpoolPad pad, int field, ChatCall call) => Write(pad, field, call.Caller, call.Hints, TagsOf(call));

    /// <summary>The same where only these are left of the call.</summary>
    public static void Write(SpoolPad pad, int field, Caller caller, RoutingHints hints, ReadOnlySpan<string> tags)
    {
        var scope = pad.Begin(field);
        pad.Text(LedgerScope.OrganisationIdFieldNumber, caller.OrganisationId);
        pad.Text(LedgerScope.ProjectIdFieldNumber, caller.ProjectId);
        pad.Text(LedgerScope.KeyIdFieldNumber, caller.KeyId);
        pad.Text(LedgerScope.AgentIdFieldNumber, hints.AgentId);
        pad.Text(LedgerScope.ExecutionIdFieldNumber, hints.ExecutionId);
        foreach (var tag in tags)
        {
            pad.Text(LedgerScope.TagsFieldNumber, tag);
        }

        pad.End(scope);
    }

    /// <summary>The labels of a call: those of the body beside those of the header, none twice.</summary>
    public static string[] TagsOf(ChatCall call) => call.LedgerTags ??= Join(call);

    private static string[] Join(ChatCall call)
    {
        if (call.Request.Tags.IsEmpty)
        {
            return call.Wishes.Tags is { } only ? [.. only] : [];
        }

        var tags = new List<string>(call.Wishes.Tags ?? []);
        foreach (var tag in call.Request.Tags)
        {
            if (tags.Count < TagRules.Most && !tags.Contains(tag))
            {
                tags.Add(tag);
            }
        }

        return [.. tags];
    }
}
