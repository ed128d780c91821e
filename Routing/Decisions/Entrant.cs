using Routing.Catalog;
using Routing.Health;

namespace Routing.Decisions;

/// <summary>A deployment that may serve, before it has its place in the order.</summary>
/// <param name="Listing">The deployment.</param>
/// <param name="Health">Its health.</param>
/// <param name="Role">Why it was considered.</param>
internal readonly record struct Entrant(Listing Listing, HealthState Health, CandidateRole Role);
