namespace Simulation.Scripting;

/// <summary>What a script applies to.</summary>
/// <param name="Model">The model as the request names it, or null for all.</param>
/// <param name="Path">The request path, or null for all. With a query it applies to requests whose query has that part.</param>
internal readonly record struct ScriptTarget(string? Model, string? Path);
