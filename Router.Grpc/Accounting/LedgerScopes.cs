using Aspire.Catalog.V1;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Accounting;

/// <summary>On whose behalf the ledger books a call.</summary>
internal static class LedgerScopes
{
    public static LedgerScope Of(ChatCall call) => new()
    {
        AgentId = call.Hints.AgentId ?? "",
        ExecutionId = call.Hints.ExecutionId ?? "",
    };
}
