namespace Catalog.Api.Curated;

/// <summary>A second name for a canonical model; it may be repointed when a newer one takes the place.</summary>
internal sealed record CuratedAlias(string Name, string Target);
