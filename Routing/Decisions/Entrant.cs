namespace Routing.Decisions;

/// <summary>A deployment that may serve, before it has its place in the order. Free of references: many are written for each decision.</summary>
/// <param name="Ordinal">The deployment, by its <see cref="Catalog.Listing.Ordinal"/>.</param>
/// <param name="Role">Why it was considered.</param>
internal readonly record struct Entrant(int Ordinal, CandidateRole Role)
{
    /// <summary>Keeps the place of one that may not serve.</summary>
    public static readonly Entrant Nobody = new(-1, CandidateRole.Fallback);

    public bool IsNobody => Ordinal < 0;
}
