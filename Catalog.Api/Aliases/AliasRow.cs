using System.Collections.Immutable;

namespace Catalog.Api.Aliases;

/// <summary>A row of <c>aliases</c>: a second name and the selector it stands for.</summary>
internal sealed record AliasRow(string Name, string Target, ImmutableArray<string> Edited);
