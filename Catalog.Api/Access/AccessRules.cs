using System.Text.RegularExpressions;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;

namespace Catalog.Api.Access;

/// <summary>What holds for the fields that organisations, projects and keys share.</summary>
internal static partial class AccessRules
{
    private const int LongestName = 200;
    private const int LongestSelector = 300;

    public static void CheckId(string id, string field, Faults faults) =>
        faults.Require(Id().IsMatch(id), field, "must have lower-case letters, digits, hyphens and underscores, at most 60 of them, and begin with a letter or digit");

    public static void CheckDisplayName(string name, Faults faults) => faults.Require(
        name.Length <= LongestName && !name.Any(char.IsControl), "display_name", $"must have at most {LongestName} characters and no control characters");

    public static async Task CheckDefaultModelAsync(CatalogEdit edit, string? model, Faults faults, CancellationToken cancellationToken)
    {
        if (model is null)
        {
            return;
        }

        if (model.Length > LongestSelector || model.Any(char.IsControl))
        {
            faults.Add("default_model", $"must have at most {LongestSelector} characters and no control characters");
        }
        else if (!await References.LeadsSomewhereAsync(edit, model, cancellationToken))
        {
            faults.Add("default_model", $"leads nowhere: no model, deployment, alias, family, tier or preset is called '{model}'");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
