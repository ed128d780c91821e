using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>A smaller context window asked for. Distance: the share that has to go.</summary>
internal sealed class MinimumContextChange : IChangeKind
{
    public IEnumerable<Change> Of(Situation now, int below)
    {
        var asked = now.Input.Requirements.MinimumContext;
        var windows = now.ExcludedFor(ExclusionReason.ContextTooSmall).Select(id => now.Input.Index.Deployment(id)!.ContextWindow);
        foreach (var smaller in windows.Where(window => window < asked).Distinct())
        {
            yield return new(
                "minimum_context",
                Amounts.Distance(asked, smaller),
                smaller == 0 ? "with no context window asked for" : $"with a context window of {Amounts.Tokens(smaller)} tokens accepted",
                () => now.Input with { Hints = now.Input.Hints with { Requirements = now.Input.Requirements with { MinimumContext = smaller } } });
        }
    }
}
