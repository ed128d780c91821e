namespace Aspire.Hosting.Engine;

/// <summary>
/// Everything needed to start a resource's process. The environment comes on top of the app host's own; null removes a variable.
/// </summary>
internal sealed record ProcessSpec(
    string Name,
    string Command,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string?> Environment);
