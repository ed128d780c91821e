using System.Collections.Immutable;

namespace Catalog.Api.Families;

/// <summary>A row of <c>families</c>: canonical models in order of preference.</summary>
internal sealed record FamilyRow(string Name, ImmutableArray<string> Preferred, ImmutableArray<string> Edited);
