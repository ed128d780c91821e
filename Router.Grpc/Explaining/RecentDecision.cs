using Routing.Decisions;

namespace Router.Grpc.Explaining;

/// <summary>A decision of this router with what decided it.</summary>
internal sealed record RecentDecision(string Id, DecisionInput Input, Decision Decision);
