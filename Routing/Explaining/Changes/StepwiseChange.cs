using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>
/// Something that a policy ranked behind does better in one respect, in whole percent. The better it does the further up it ranks, and
/// nothing else moves, so that halving finds the least step that is enough.
/// </summary>
internal abstract class StepwiseChange(string kind) : IChangeKind
{
    protected const int Percent = 100;

    public IEnumerable<Change> Of(Situation now, int below)
    {
        if (now.Decision is not { Policy: { } policy } || !Counts(policy))
        {
            yield break;
        }

        var nearest = below;
        foreach (var candidate in Behind(now))
        {
            if (LeastEnough(now, candidate, nearest) is not { } step)
            {
                continue;
            }

            nearest = Distance(step);
            yield return new(kind, nearest, Condition(now.Input, candidate, step), () => With(now.Input, candidate, step));
        }
    }

    /// <summary>The largest step, in percent.</summary>
    protected abstract int Last { get; }

    /// <summary>Whether the policy looks at it at all.</summary>
    protected abstract bool Counts(PolicyWeights policy);

    /// <summary>Whose lot can be bettered alone.</summary>
    protected abstract IEnumerable<Candidate> Behind(Situation now);

    protected abstract int Distance(int step);

    protected abstract string Condition(DecisionInput input, Candidate candidate, int step);

    protected abstract DecisionInput With(DecisionInput input, Candidate candidate, int step);

    private int? LeastEnough(Situation now, Candidate candidate, int below)
    {
        var (low, high) = (1, LastBelow(below));
        if (high == 0 || !IsEnough(now, candidate, high))
        {
            return null;
        }

        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = IsEnough(now, candidate, middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private int LastBelow(int distance)
    {
        var last = Last;
        while (last > 0 && Distance(last) >= distance)
        {
            last--;
        }

        return last;
    }

    private bool IsEnough(Situation now, Candidate candidate, int step) => now.Flips(Situation.ServedBy(With(now.Small, candidate, step)));
}
