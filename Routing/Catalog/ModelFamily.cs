using System.Collections.Immutable;

namespace Routing.Catalog;

/// <summary>A line of models and which of them is meant when only the line is named.</summary>
/// <param name="Name">The family, as in <c>family:kimi</c>.</param>
/// <param name="Preferred">Canonical models in order of preference; a member not listed is chosen only when named.</param>
public sealed record ModelFamily(string Name, ImmutableArray<ModelId> Preferred);
