using System.Globalization;
using Catalog.Api.Rest;

namespace Catalog.Api.Filters;

/// <summary>
/// Reads filters: comparisons joined by <c>and</c>, such as <c>provider = openrouter and free = true</c> or
/// <c>capability = vision and input_price &lt; 1</c>. Texts with spaces stand in double quotes. Prices are dollars per million tokens.
/// </summary>
internal static class FilterParser
{
    private const int LongestFilter = 2_000;
    private const int MostConditions = 20;

    /// <returns>The conditions that could be read; faults say what could not.</returns>
    public static List<FilterCondition> Parse(string text, Faults faults, string field = "filter")
    {
        var conditions = new List<FilterCondition>();
        if (text.Length > LongestFilter)
        {
            faults.Add(field, $"is longer than {LongestFilter} characters");
            return conditions;
        }

        var tokens = FilterTokens.Read(text, out var broken);
        if (broken is not null)
        {
            faults.Add(field, broken);
            return conditions;
        }

        for (var at = 0; at < tokens.Count; at += 4)
        {
            if (at + 3 > tokens.Count || (at + 3 < tokens.Count && (tokens[at + 3] != "and" || at + 4 == tokens.Count)))
            {
                faults.Add(field, $"expected 'field operator value' joined by 'and', near '{string.Join(' ', tokens.Skip(at).Take(4))}'");
                return conditions;
            }

            if (Read(tokens[at], tokens[at + 1], tokens[at + 2], faults, field) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        faults.Require(conditions.Count <= MostConditions, field, $"has more than {MostConditions} conditions");
        return conditions;
    }

    /// <summary>Reads one comparison whose parts are already apart.</summary>
    public static FilterCondition? Read(string name, string comparison, string value, Faults faults, string field)
    {
        if (!FilterField.All.TryGetValue(name, out var known))
        {
            faults.Add(field, $"knows no field '{name}'; there are {string.Join(", ", FilterField.All.Keys)}");
            return null;
        }

        if (!Operators(known.Type).Contains(comparison))
        {
            faults.Add(field, $"'{name}' cannot be compared by '{comparison}'; it takes {string.Join(" ", Operators(known.Type))}");
            return null;
        }

        if (ReadValue(known.Type, value) is { } typed)
        {
            return new FilterCondition(known, comparison, typed);
        }

        faults.Add(field, $"'{value}' is no value for '{name}', which takes {(known.Type == FilterType.Flag ? "true or false" : "a number")}");
        return null;
    }

    private static string[] Operators(FilterType type) => type switch
    {
        FilterType.Number => ["=", "!=", "<", "<=", ">", ">="],
        FilterType.Text => ["=", "!=", "~"],
        _ => ["=", "!="],
    };

    private static object? ReadValue(FilterType type, string value) => type switch
    {
        FilterType.Flag => bool.TryParse(value, out var flag) ? flag : null,
        FilterType.Number => decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null,
        _ => value,
    };
}
