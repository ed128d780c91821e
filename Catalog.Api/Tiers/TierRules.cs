using Catalog.Api.Rest;

namespace Catalog.Api.Tiers;

/// <summary>Says what is wrong with a tier that somebody wants to write.</summary>
internal static class TierRules
{
    private const int MostEntries = 100;

    public static void Check(TierView tier, IReadOnlyCollection<string> unknown, Faults faults)
    {
        faults.Require(!tier.Entries.IsDefaultOrEmpty, "entries", "is empty; a tier needs one deployment at least");
        faults.Require(tier.Entries.Length <= MostEntries, "entries", $"has more than {MostEntries} deployments");
        foreach (var entry in unknown)
        {
            faults.Add("entries", $"names {entry}, which the registry does not have");
        }

        foreach (var entry in tier.Entries.GroupBy(entry => entry, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            faults.Add("entries", $"names {entry.Key} more than once");
        }

        faults.Require(tier.MaxTokens is null or > 0, "max_tokens", "must be 1 or more");
        faults.Require(tier.Temperature is null or (>= 0 and <= 2), "temperature", "must lie between 0 and 2");
    }
}
