namespace Providers.Ollama;

/// <summary>How long an answer took.</summary>
/// <param name="Total">From the request to the end.</param>
/// <param name="Prompt">Until the first content.</param>
public readonly record struct OllamaDurations(TimeSpan Total, TimeSpan Prompt);
