using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Names in the catalog that a caller may have meant. One pass over the catalog, however odd the name.</summary>
internal static class SimilarNames
{
    private const int Most = 3;
    private const int ShortestPart = 4;
    private const int LongestName = 100;

    public static ImmutableArray<string> Of(CatalogIndex index, string name)
    {
        if (name.Length > LongestName)
        {
            return [];
        }

        var wanted = Reduce(name[(name.LastIndexOf('/') + 1)..]);
        if (wanted.Length < ShortestPart)
        {
            return [];
        }

        return
        [
            .. index.Snapshot.Deployments
                .Where(deployment => deployment.Lifecycle is not Lifecycle.Retired && Resembles(deployment, wanted))
                .Select(static deployment => deployment.Id)
                .Order(DeploymentOrder.ByName)
                .Take(Most)
                .Select(static id => id.ToString()),
        ];
    }

    private static bool Resembles(Deployment deployment, string wanted)
    {
        var known = Reduce(deployment.Id.Model);
        return known.Contains(wanted, StringComparison.Ordinal) || (known.Length >= ShortestPart && wanted.Contains(known, StringComparison.Ordinal));
    }

    // People vary case, dots, dashes and spaces; they rarely vary letters and digits.
    private static string Reduce(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
