using Aspire.Catalog.V1;
using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using Routing.Features;

namespace Router.Grpc.Accounting;

/// <summary>On whose behalf the ledger books a call.</summary>
internal static class LedgerScopes
{
    public static LedgerScope Of(ChatCall call) => Of(call.Caller, call.Hints);

    /// <summary>The same for a request that was not decided on.</summary>
    public static LedgerScope Of(Caller caller, RoutingHints hints) => new()
    {
        OrganisationId = caller.OrganisationId ?? "",
        ProjectId = caller.ProjectId ?? "",
        KeyId = caller.KeyId ?? "",
        AgentId = hints.AgentId ?? "",
        ExecutionId = hints.ExecutionId ?? "",
    };
}
