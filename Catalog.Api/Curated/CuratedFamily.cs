using System.Collections.Immutable;

namespace Catalog.Api.Curated;

/// <summary>Which members are meant when only the family is named, best first; the others answer only to their own names.</summary>
internal sealed record CuratedFamily(string Name, ImmutableArray<string> Preferred);
