namespace Catalog.Api.Filters;

/// <summary>Turns conditions into a WHERE clause of fixed texts; every value travels as a parameter.</summary>
internal static class FilterSql
{
    private const string Canonical =
        "LEFT JOIN models AS canonical ON canonical.canonical_id = registry.canonical_id AND canonical.scope = registry.scope";

    /// <summary>What every field is read from.</summary>
    public const string From = $"FROM priced_registry AS registry {Canonical}";

    /// <summary>What these conditions are read from. Prices in force are looked up row by row, so only where a condition asks for them.</summary>
    public static string FromFor(IReadOnlyCollection<FilterCondition> conditions) =>
        conditions.Any(condition => condition.Field.IsOfPrice) ? From : $"FROM model_registry AS registry {Canonical}";

    /// <param name="conditions">What must hold.</param>
    /// <param name="parameters">Gets the values; the first is the next positional parameter.</param>
    public static string Where(IEnumerable<FilterCondition> conditions, List<object?> parameters) =>
        string.Join(" AND ", conditions.Select(condition => Clause(condition, parameters)).DefaultIfEmpty("true"));

    private static string Clause(FilterCondition condition, List<object?> parameters)
    {
        parameters.Add(Value(condition));
        var parameter = $"${parameters.Count}";
        var sql = condition.Field.Sql;
        return condition.Field.Type switch
        {
            FilterType.Set => condition.Operator == "=" ? $"({sql}) ? {parameter}::text" : $"NOT ({sql}) ? {parameter}::text",
            FilterType.Text when condition.Operator == "~" && condition.Field.IsLowerCase => $"({sql}) LIKE lower({parameter}::text)",
            FilterType.Text when condition.Operator == "~" => $"({sql}) ILIKE {parameter}::text",
            FilterType.Text => $"({sql}) {Distinct(condition.Operator)} {parameter}::text",
            FilterType.Flag => $"({sql}) {Distinct(condition.Operator)} {parameter}::boolean",
            _ when condition.Operator == "!=" => $"({sql}) {Distinct(condition.Operator)} {parameter}::numeric",
            _ => $"({sql}) {condition.Operator} {parameter}::numeric",
        };
    }

    // An unknown value is unlike every known one.
    private static string Distinct(string comparison) => comparison == "=" ? "=" : "IS DISTINCT FROM";

    private static object Value(FilterCondition condition) => condition is { Operator: "~", Value: string text }
        ? $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%"
        : condition.Value;
}
