namespace Catalog.Api.Curated;

/// <summary>A named, saved filter that ships with the product.</summary>
internal sealed record CuratedView(string Name, string Description, string Filter);
