using System.Text.RegularExpressions;
using Catalog.Api.Filters;
using Catalog.Api.Rest;

namespace Catalog.Api.Views;

/// <summary>Says what is wrong with a view that somebody wants to write.</summary>
internal static partial class ViewRules
{
    private const int LongestDescription = 500;

    public static void Check(ViewRow view, Faults faults)
    {
        faults.Require(Name().IsMatch(view.Name), "name", "must have lower-case letters, digits, hyphens and underscores, and at most 60 of them");
        faults.Require(
            LegacyTables.Translate(view.Name) == view.Name && view.Name != LegacyTables.Registry,
            "name",
            $"means something else already: it stands for {LegacyTables.Translate(view.Name)}");
        faults.Require(view.Description.Length <= LongestDescription, "description", $"is longer than {LongestDescription} characters");
        faults.Require(!view.Description.Contains('\0', StringComparison.Ordinal), "description", "contains the character U+0000");
        if (string.IsNullOrWhiteSpace(view.Filter))
        {
            faults.Add("filter", "is missing; a view of everything is model_registry itself");
            return;
        }

        FilterParser.Parse(view.Filter, faults);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
