namespace Routing.Feedback;

/// <summary>
/// What the verdicts on one model and capability add up to. Older ones fade, so that a model that was changed behind its
/// name is judged by what it does now. Decayed sums, so the order in which verdicts are merged does not matter.
/// </summary>
/// <param name="Weight">How many fresh verdicts the faded ones are worth.</param>
/// <param name="Sum">Their qualities, 0 to 1 each, faded alike.</param>
/// <param name="At">The moment to which both are faded.</param>
public readonly record struct RatingEvidence(double Weight, double Sum, DateTimeOffset At)
{
    /// <summary>After this time a verdict counts half.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);

    /// <summary>Adds a verdict.</summary>
    /// <param name="qualityMillis">Its quality, 0 to 1,000.</param>
    /// <param name="at">When it was given; may lie before what is there already.</param>
    public RatingEvidence Add(int qualityMillis, DateTimeOffset at)
    {
        var now = at > At ? at : At;
        var kept = FadedTo(now);
        var weight = Fading(now - at);
        return new(kept.Weight + weight, kept.Sum + (weight * qualityMillis / 1_000), now);
    }

    /// <summary>The same evidence, as much as it is worth at a later moment.</summary>
    public RatingEvidence FadedTo(DateTimeOffset at)
    {
        if (at <= At)
        {
            return this;
        }

        var fading = Fading(at - At);
        return new(Weight * fading, Sum * fading, at);
    }

    private static double Fading(TimeSpan age) => Math.Pow(0.5, age / HalfLife);
}
