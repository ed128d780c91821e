namespace Catalog.Api.Filters;

/// <summary>What a field's values are.</summary>
internal enum FilterType
{
    Text,
    Number,
    Flag,

    /// <summary>A set of names; <c>=</c> asks whether it has one.</summary>
    Set,
}

/// <summary>A field that filters may name, and the SQL it stands for: the only SQL that a filter ever becomes.</summary>
internal sealed record FilterField(string Name, FilterType Type, string Sql)
{
    /// <summary>Whether its texts are in lower case throughout, as PostgreSQL makes them; finding a part of one is several times cheaper then.</summary>
    public bool IsLowerCase { get; init; }

    /// <summary>Whether it is read from the prices in force.</summary>
    public bool IsOfPrice { get; init; }

    public static readonly IReadOnlyDictionary<string, FilterField> All = new FilterField[]
    {
        new("provider", FilterType.Text, "registry.provider_id"),
        new("model", FilterType.Text, "registry.model_id"),
        new("canonical", FilterType.Text, "registry.canonical_id"),
        new("name", FilterType.Text, "registry.name"),
        new("family", FilterType.Text, "coalesce(canonical.family, registry.specs ->> 'family')"),
        new("size_class", FilterType.Text, "registry.specs ->> 'size_class'"),
        new("lifecycle", FilterType.Text, "registry.lifecycle"),
        new("origin", FilterType.Text, "registry.origin"),
        new("region", FilterType.Text, "registry.specs ->> 'region'"),
        new("search", FilterType.Text, "registry.search_text") { IsLowerCase = true },
        new("free", FilterType.Flag, "registry.is_free"),
        new("enabled", FilterType.Flag, "registry.enabled"),
        new("priced", FilterType.Flag, "registry.cost_per_1k IS NOT NULL") { IsOfPrice = true },
        new("listed", FilterType.Flag, "registry.missing_since IS NULL"),
        new("capability", FilterType.Set, "coalesce(registry.specs -> 'capabilities', '[]')"),
        new("context_window", FilterType.Number, "(registry.specs ->> 'context_window')::numeric"),
        new("max_output_tokens", FilterType.Number, "(registry.specs ->> 'max_output_tokens')::numeric"),
        new("input_price", FilterType.Number, "registry.cost_per_1k * 1000") { IsOfPrice = true },
        new("output_price", FilterType.Number, "registry.output_cost_per_1k * 1000") { IsOfPrice = true },
    }.ToDictionary(field => field.Name, StringComparer.Ordinal);
}
