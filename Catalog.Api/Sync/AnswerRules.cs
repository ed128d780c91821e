namespace Catalog.Api.Sync;

/// <summary>Says which answers are too odd to believe. A provider that answers nonsense changes nothing.</summary>
internal static class AnswerRules
{
    /// <summary>The reason of an answer that cannot be read, and so never be confirmed.</summary>
    public const string Malformed = "MALFORMED_ANSWER";

    // Half of the models gone at once is far more often a fault of the provider, or another account's key, than news.
    private const double LargestShareGone = 0.5;

    // Of a handful, half may well go in one day.
    private const int TooFewToJudge = 4;

    /// <returns>A machine-readable reason and what to say; null when the answer is believable.</returns>
    public static (string Reason, string Message)? Refuse(ProviderAnswer answer, SyncedProvider provider, IReadOnlyCollection<string> gone)
    {
        if (answer.Failure.Length > 0)
        {
            return (Malformed, $"What {provider.Id} answered cannot be read: {answer.Failure} The answer is kept and the registry unchanged.");
        }

        if (answer.Models.IsEmpty)
        {
            return ("EMPTY_ANSWER", $"{provider.Id} listed no models. The answer is kept and the registry unchanged.");
        }

        return provider.Listed.Count >= TooFewToJudge && gone.Count > provider.Listed.Count * LargestShareGone
            ? ("SHRUNKEN_ANSWER", $"{provider.Id} no longer lists {gone.Count} of {provider.Listed.Count} models. The answer is kept and the registry "
                + "unchanged. If this is true, confirm it: POST /api/v1/providers/" + provider.Id + "/answers/{answer}/confirm.")
            : null;
    }
}
