using Routing.Decisions;

namespace Router.Grpc.Forwarding;

/// <summary>A call to make.</summary>
/// <param name="Candidate">Whom.</param>
/// <param name="Wait">After what wait.</param>
internal readonly record struct Step(Candidate Candidate, TimeSpan Wait);
