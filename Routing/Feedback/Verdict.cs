namespace Routing.Feedback;

/// <summary>What somebody thought of an answer. At least one of the three is given.</summary>
public readonly record struct Verdict
{
    /// <summary>The lowest rating.</summary>
    public const int WorstRating = 1;

    /// <summary>The highest rating.</summary>
    public const int BestRating = 5;

    /// <summary>A person's rating, 1 (useless) to 5 (as good as it gets).</summary>
    public int? Rating { get; init; }

    /// <summary>Whether the answer did what it was for: a test passed, a form was accepted.</summary>
    public bool? Success { get; init; }

    /// <summary>A judge's score in thousandths, 0 to 1,000.</summary>
    public int? JudgeMillis { get; init; }

    /// <summary>Whether anything was said at all.</summary>
    public bool IsEmpty => Rating is null && Success is null && JudgeMillis is null;

    /// <summary>All that was said as one quality in thousandths: the mean of what is given, each on the scale 0 to 1,000.</summary>
    /// <exception cref="InvalidOperationException">Nothing was said.</exception>
    public int QualityMillis
    {
        get
        {
            var (sum, count) = (0, 0);
            if (Rating is { } rating)
            {
                sum += (rating - WorstRating) * 1_000 / (BestRating - WorstRating);
                count++;
            }

            if (Success is { } success)
            {
                sum += success ? 1_000 : 0;
                count++;
            }

            if (JudgeMillis is { } judge)
            {
                sum += judge;
                count++;
            }

            return count > 0 ? sum / count : throw new InvalidOperationException("An empty verdict has no quality.");
        }
    }
}
