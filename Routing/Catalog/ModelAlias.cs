namespace Routing.Catalog;

/// <summary>A second name for a model; may be repointed.</summary>
/// <param name="Name">The name callers use.</param>
/// <param name="Target">The selector it stands for: a deployment, a model, a family or a tier.</param>
public sealed record ModelAlias(string Name, string Target);
