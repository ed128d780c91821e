using Routing.Catalog;
using Routing.Experiments;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>What is learned on the way to a decision, and why.</summary>
internal ref struct DecisionStory
{
    public ReasonList Reasons;

    public DecisionStory(Selection selection, Participation? part)
    {
        Reasons = default;
        if (part is not null)
        {
            Reasons.Add(new(static told => told.First!.ToString()!, part));
        }

        if (selection.Reason is { } reason)
        {
            Reasons.Add(reason);
        }
    }

    public Tier? Tier { get; set; }

    public Complexity? Complexity { get; set; }

    /// <summary>The policy in force; null where lists give the order.</summary>
    public WeightedPolicy? Policy { get; set; }

    /// <summary>The tier that suits the request, as in <see cref="TierNames.All"/>; -1 when none was worked out.</summary>
    public int Level { get; set; } = -1;

    public readonly void Dispose() => Reasons.Dispose();
}
