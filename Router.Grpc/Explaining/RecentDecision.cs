using Routing.Decisions;

namespace Router.Grpc.Explaining;

/// <summary>A decision of this router, or its refusal, with what decided it.</summary>
internal sealed record RecentDecision(string Id, DecisionInput Input, RoutingOutcome Outcome);
