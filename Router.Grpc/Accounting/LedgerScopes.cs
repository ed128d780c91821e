using Aspire.Catalog.V1;
using Providers.Chat;
using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using Routing.Features;

namespace Router.Grpc.Accounting;

/// <summary>On whose behalf the ledger books a call.</summary>
internal static class LedgerScopes
{
    /// <summary>The same for every event of a call, so that it is put together once.</summary>
    public static LedgerScope Of(ChatCall call) => call.LedgerScope ??= Build(call);

    /// <summary>The same for a request that was not decided on.</summary>
    public static LedgerScope Of(Caller caller, RoutingHints hints) => new()
    {
        OrganisationId = caller.OrganisationId ?? "",
        ProjectId = caller.ProjectId ?? "",
        KeyId = caller.KeyId ?? "",
        AgentId = hints.AgentId ?? "",
        ExecutionId = hints.ExecutionId ?? "",
    };

    private static LedgerScope Build(ChatCall call)
    {
        var scope = Of(call.Caller, call.Hints);
        if (call.Wishes.Tags is { } tags)
        {
            scope.Tags.AddRange(tags);
        }

        // Those of the body beside those of the header, none twice.
        foreach (var tag in call.Request.Tags)
        {
            if (scope.Tags.Count < TagRules.Most && !scope.Tags.Contains(tag))
            {
                scope.Tags.Add(tag);
            }
        }

        return scope;
    }
}
