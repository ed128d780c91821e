using Aspire.Catalog.V1;
using Providers.Chat;
using Routing.Features;
using Routing.Feedback;

namespace Router.Grpc.Feedback;

/// <summary>A verdict as a caller gives it, over either surface.</summary>
internal sealed record GivenVerdict
{
    private const int LongestComment = 4_000;

    private static readonly string[] Capabilities = [.. Enum.GetNames<PromptCapability>().Select(name => name.ToLowerInvariant())];

    public string? DecisionId { get; init; }

    public int? Rating { get; init; }

    public bool? Success { get; init; }

    public double? JudgeScore { get; init; }

    public string? Capability { get; init; }

    public string? Comment { get; init; }

    /// <summary>Everything that is wrong with it; empty when it can be kept.</summary>
    public List<RequestFault> Faults()
    {
        var faults = new List<RequestFault>();
        Require(Guid.TryParse(DecisionId, out var id) && id.Version == 7, "decision_id", "Must be a decision's id, as the header x-routing-decision gave it.");
        Require(Rating is not null || Success is not null || JudgeScore is not null, "rating", "Give a rating, success or judge_score.");
        Require(Rating is null or (>= Verdict.WorstRating and <= Verdict.BestRating), "rating", "Must be from 1 to 5.");
        Require(JudgeScore is null or (>= 0 and <= 1), "judge_score", "Must be from 0 to 1.");
        Require(
            string.IsNullOrEmpty(Capability) || Capabilities.Contains(Capability), "capability", $"Must be one of {string.Join(", ", Capabilities)}.");
        Require(Comment is null || Comment.Length <= LongestComment, "comment", "Must have at most 4,000 characters.");
        Require(Comment?.Contains('\0', StringComparison.Ordinal) is not true, "comment", "Must not contain the character U+0000.");
        return faults;

        void Require(bool holds, string field, string message)
        {
            if (!holds)
            {
                faults.Add(new(field, message));
            }
        }
    }

    public FeedbackEvent ToEvent()
    {
        var wire = new FeedbackEvent { DecisionId = DecisionId, Capability = Capability ?? "", Comment = Comment ?? "" };
        if (Rating is { } rating)
        {
            wire.Rating = rating;
        }

        if (Success is { } success)
        {
            wire.Success = success;
        }

        if (JudgeScore is { } score)
        {
            wire.JudgeMillis = (int)Math.Round(score * 1_000);
        }

        return wire;
    }
}
