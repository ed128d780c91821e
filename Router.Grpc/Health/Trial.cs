using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>The one request that finds out whether what failed is well again.</summary>
/// <param name="Subject">Whose circuit it decides on.</param>
/// <param name="Token">By which the store knows it.</param>
internal sealed record Trial(HealthSubject Subject, string Token);

/// <summary>How a trial ended.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Turn">What it led to; null when it showed nothing.</param>
internal sealed record TrialVerdict(Trial Trial, CircuitTurn? Turn);
