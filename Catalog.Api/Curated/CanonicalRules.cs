using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Catalog.Api.Curated;

/// <summary>Says which canonical model a provider means by its own model name.</summary>
internal sealed record CanonicalRules
{
    /// <summary>Names no rule can guess; they win over the rules.</summary>
    public required ImmutableArray<CanonicalOverride> Overrides { get; init; }

    /// <summary>Applied in order, each to what the one before it left.</summary>
    public required ImmutableArray<CanonicalRule> Rules { get; init; }

    public string Resolve(string provider, string model) => Explain(provider, model).Canonical;

    /// <summary>The canonical model, and by which rules: their names, <c>override</c>, or <c>name</c> where the name needed none.</summary>
    public (string Canonical, string By) Explain(string provider, string model)
    {
        var name = model.ToLowerInvariant();
        foreach (var known in Overrides)
        {
            if (known.Model == name && known.Provider == provider)
            {
                return (known.Canonical, "override");
            }
        }

        var by = "";
        foreach (var rule in Rules)
        {
            if (rule.Provider is "*" || rule.Provider == provider)
            {
                var rewritten = rule.Apply(name);
                if (rewritten != name)
                {
                    by += by.Length == 0 ? rule.Name : $",{rule.Name}";
                    name = rewritten;
                }
            }
        }

        return (name, by.Length == 0 ? "name" : by);
    }
}

/// <summary>One provider's name for one canonical model.</summary>
internal sealed record CanonicalOverride(string Provider, string Model, string Canonical);

/// <summary>A rewriting of names: of one provider, or of all (<c>*</c>).</summary>
internal sealed record CanonicalRule(string Name, string Provider, string Match, string Replace, string Why)
{
    // Operators may edit rules and model names come from outside: no input may make a match take long.
    [JsonIgnore]
    private Regex Pattern { get; } = new(Match, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public string Apply(string name) => Pattern.Replace(name, Replace);
}
