using System.Globalization;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Explaining.Changes;

/// <summary>A longer wait accepted: for the first content, or to the end. Distance: the share of the larger wait.</summary>
internal sealed class LatencyLimitChange : IChangeKind
{
    public IEnumerable<Change> Of(Situation now, int below)
    {
        var required = now.Input.Requirements;
        var slow = now.ExcludedFor(ExclusionReason.TooSlow).Select(id => now.Input.Health.For(id)).ToArray();
        foreach (var first in slow.Select(static state => state.FirstTokenMillis).Where(millis => millis > required.MaxFirstTokenMillis).Distinct())
        {
            yield return With(now, "the first content accepted after", required.MaxFirstTokenMillis, first, required with { MaxFirstTokenMillis = first });
        }

        foreach (var total in slow.Select(static state => state.LatencyMillis).Where(millis => millis > required.MaxTotalMillis).Distinct())
        {
            yield return With(now, "answers accepted after", required.MaxTotalMillis, total, required with { MaxTotalMillis = total });
        }
    }

    private static Change With(Situation now, string what, int? limit, int? longer, Requirements required) => new(
        "latency_limit",
        Amounts.Distance(limit!.Value, longer!.Value),
        string.Create(CultureInfo.InvariantCulture, $"with {what} {longer} ms instead of {limit} ms"),
        () => now.Input with { Hints = now.Input.Hints with { Requirements = required } });
}
