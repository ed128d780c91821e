namespace Routing.Catalog;

/// <summary>An entry of a tier with what it stands for, found once per snapshot.</summary>
/// <param name="Id">As written in the tier.</param>
/// <param name="Listing">Null when the catalog does not list it.</param>
internal readonly record struct TierEntry(DeploymentId Id, Listing? Listing);
