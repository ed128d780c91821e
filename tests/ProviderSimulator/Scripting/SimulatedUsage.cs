namespace Simulation.Scripting;

/// <summary>Token counts to report.</summary>
/// <param name="Prompt">All input tokens, cached ones included.</param>
/// <param name="Completion">All output tokens, reasoning included.</param>
/// <param name="Cached">Input tokens read from the provider's cache.</param>
/// <param name="CacheWrite">Input tokens written to the provider's cache (Anthropic only).</param>
/// <param name="Reasoning">Output tokens spent on reasoning.</param>
public sealed record SimulatedUsage(int Prompt, int Completion, int Cached = 0, int CacheWrite = 0, int Reasoning = 0);
