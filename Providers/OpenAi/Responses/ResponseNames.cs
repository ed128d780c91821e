namespace Providers.OpenAi.Responses;

/// <summary>The ids under which a caller knows what an answer is about, in place of the provider's.</summary>
/// <param name="Own">The caller's id for the answer, of the provider's; asked only where the provider keeps the answer.</param>
/// <param name="Previous">The id that the caller sent of the response it goes on from; null when it goes on from none.</param>
public sealed record ResponseNames(Func<string, string> Own, string? Previous);
