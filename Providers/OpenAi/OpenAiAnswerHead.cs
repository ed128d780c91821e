namespace Providers.OpenAi;

/// <summary>What every chunk of one answer repeats.</summary>
/// <param name="Id">Identifies the answer; the same in every chunk.</param>
/// <param name="Model">The model that answers, as the caller is to see it.</param>
/// <param name="Created">When the answer began.</param>
public sealed record OpenAiAnswerHead(string Id, string Model, DateTimeOffset Created);
