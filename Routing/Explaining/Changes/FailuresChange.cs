using System.Globalization;
using Routing.Catalog;

namespace Routing.Explaining.Changes;

/// <summary>More or fewer earlier failures of the step.</summary>
internal sealed class FailuresChange : IChangeKind
{
    private const int PerFailure = 1_500;

    public IEnumerable<Change> Of(Situation now, int below)
    {
        if (!now.PicksTier)
        {
            yield break;
        }

        // Beyond the number of tiers one failure more changes nothing.
        var failures = Math.Max(now.Input.Hints.PreviousFailures, 0);
        var most = TierNames.All.Count - 1;
        foreach (var other in Enumerable.Range(0, most + 1).Where(other => other != failures))
        {
            yield return new(
                "failures",
                (int)Math.Min((long)Math.Abs(other - failures) * PerFailure, Amounts.Farthest),
                string.Create(CultureInfo.InvariantCulture, $"with {other} failures before instead of {failures}"),
                () => now.Input with { Hints = now.Input.Hints with { PreviousFailures = other } });
        }
    }
}
