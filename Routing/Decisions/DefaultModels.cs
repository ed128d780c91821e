namespace Routing.Decisions;

/// <summary>What a missing or <c>default</c> model stands for, beside what the catalog says. The first level that names something decides.</summary>
/// <param name="OfKey">What the caller's key says; null when it says nothing.</param>
/// <param name="OfProject">What the key's project says; null when it says nothing.</param>
/// <param name="OfRouter">The router's own DEFAULT_MODEL setting, which the catalog's rule comes before; null leaves it to <c>auto</c>.</param>
public readonly record struct DefaultModels(string? OfKey, string? OfProject, string? OfRouter);
