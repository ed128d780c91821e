using System.Text.RegularExpressions;
using Catalog.Api.Database;
using Catalog.Api.Policies;
using Catalog.Api.Registry;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Routing.Catalog;
using Routing.Decisions;

namespace Catalog.Api.Presets;

/// <summary>Says what is wrong with a preset that somebody wants to write.</summary>
internal static partial class PresetRules
{
    private const int LongestDescription = 500;
    private const int LongestSelector = 300;

    /// <summary>What can be said without looking into the catalog.</summary>
    public static void Check(PresetRow preset, Faults faults, string path = "")
    {
        faults.Require(Name().IsMatch(preset.Name), $"{path}name", "must have lower-case letters, digits, hyphens and underscores, and at most 60 of them");
        faults.Require(preset.Description.Length <= LongestDescription, $"{path}description", $"is longer than {LongestDescription} characters");
        faults.Require(!preset.Description.Contains('\0', StringComparison.Ordinal), $"{path}description", "contains the character U+0000");
        faults.Require(
            preset.Selector is not { Length: > LongestSelector } && preset.Selector?.Any(char.IsControl) != true,
            $"{path}selector",
            $"must have at most {LongestSelector} characters and no control characters");
        faults.Require(
            preset.Selector?.StartsWith(Selectors.PresetPrefix, StringComparison.OrdinalIgnoreCase) != true,
            $"{path}selector",
            "is a preset; name what that one stands for");
        faults.Require(preset.Parameters.MaxTokens is null or > 0, $"{path}parameters.max_tokens", "must be 1 or more");
        faults.Require(
            preset.Parameters.Temperature is null or (>= 0 and <= 2), $"{path}parameters.temperature", "must lie between 0 and 2");
        faults.Require(preset.Requirements.MinimumContext >= 0, $"{path}requirements.minimum_context", "is negative");
        foreach (var name in preset.Requirements.Capabilities.Where(name => !CapabilityNames.TryParse(name, out _)))
        {
            faults.Add(
                $"{path}requirements.capabilities",
                $"knows no '{name}'{Suggestion.Clause(name, CapabilityNames.All)} There are {string.Join(", ", CapabilityNames.All)}.");
        }
    }

    /// <summary>What it names has to exist.</summary>
    public static async Task CheckNamesAsync(CatalogEdit edit, PresetRow preset, Faults faults, CancellationToken cancellationToken)
    {
        if (preset.Selector is { } selector && !await References.LeadsSomewhereAsync(edit, selector, cancellationToken))
        {
            faults.Add("selector", $"leads nowhere: no model, deployment, alias, family or tier is called '{selector}'");
        }

        if (preset.Policy is { } policy)
        {
            PolicyRules.CheckName(policy, "policy", await PolicyStore.NamesAsync(edit.Connection, cancellationToken), faults);
        }

        var providers = (await edit.Connection.ListAsync(
            "SELECT provider_id FROM providers WHERE scope = 'global'", [], row => row.GetString(0), cancellationToken)).ToHashSet();
        Require(preset.Requirements.AllowedProviders, "requirements.allowed_providers");
        Require(preset.Requirements.DeniedProviders, "requirements.denied_providers");

        void Require(IEnumerable<string> named, string field)
        {
            foreach (var name in named.Where(name => !providers.Contains(name)))
            {
                faults.Add(field, $"there is no provider '{name}'{Suggestion.Clause(name, providers)}");
            }
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
