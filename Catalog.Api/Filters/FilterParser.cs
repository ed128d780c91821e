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
    private const int LongestQuote = 60;
    private const int MostConditions = 20;

    /// <returns>The conditions that could be read; faults say what could not, each with its position.</returns>
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

        var start = 0;
        while (start < tokens.Count)
        {
            var end = tokens.FindIndex(start, token => token.IsAnd);
            var comparison = tokens[start..(end < 0 ? tokens.Count : end)];
            if (Comparison(comparison, text.Length, faults, field) is { } condition)
            {
                conditions.Add(condition);
            }

            if (end == tokens.Count - 1)
            {
                faults.Add(field, $"at {tokens[end].At}: nothing follows 'and'");
            }

            start = end < 0 ? tokens.Count : end + 1;
        }

        faults.Require(conditions.Count <= MostConditions, field, $"has more than {MostConditions} conditions");
        return conditions;
    }

    /// <summary>Reads one comparison whose parts are already apart.</summary>
    public static FilterCondition? Read(string name, string comparison, string value, Faults faults, string field) =>
        Compare(new FilterToken(name, 0, false), new FilterToken(comparison, 0, false), new FilterToken(value, 0, false), faults, field);

    private static FilterCondition? Comparison(List<FilterToken> tokens, int end, Faults faults, string field)
    {
        if (tokens.Count == 3)
        {
            return Compare(tokens[0], tokens[1], tokens[2], faults, field);
        }

        faults.Add(field, tokens.Count switch
        {
            0 => "expected 'field operator value' on both sides of 'and'",
            < 3 => $"at {tokens[0].At}: expected 'field operator value', found only {Quote(string.Join(' ', tokens.Select(token => token.Text)))}",
            _ => $"at {tokens[3].At}: expected 'and' or the end, found {Quote(tokens[3].Text)}; a filter is comparisons joined by 'and', texts with spaces stand in double quotes",
        });
        return null;
    }

    private static FilterCondition? Compare(FilterToken name, FilterToken comparison, FilterToken value, Faults faults, string field)
    {
        if (name.Quoted || !FilterField.All.TryGetValue(name.Text, out var known))
        {
            var names = FilterField.All.Keys;
            faults.Add(field, $"{At(name)}knows no field {Quote(name.Text)}{Suggestion.Clause(name.Text, names)} There are {string.Join(", ", names)}.");
            return null;
        }

        if (comparison.Quoted || !Operators(known.Type).Contains(comparison.Text))
        {
            faults.Add(field, $"{At(comparison)}'{name.Text}' cannot be compared by {Quote(comparison.Text)}; it takes {string.Join(" ", Operators(known.Type))}");
            return null;
        }

        if (ReadValue(known.Type, value.Text) is { } typed)
        {
            return new FilterCondition(known, comparison.Text, typed);
        }

        faults.Add(field, $"{At(value)}{Quote(value.Text)} is no value for '{name.Text}', which takes {(known.Type == FilterType.Flag ? "true or false" : "a number")}");
        return null;
    }

    private static string At(FilterToken token) => token.At == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"at {token.At}: ");

    private static string Quote(string text) => $"'{(text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text)}'";

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
