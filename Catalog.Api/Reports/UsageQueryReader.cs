using System.Globalization;
using System.Text;
using Catalog.Api.Rest;

namespace Catalog.Api.Reports;

/// <summary>Reads what a caller asks of usage from the query of an address.</summary>
internal static class UsageQueryReader
{
    private const int MostGroups = 4;

    /// <summary>Reads range, groups, filters and order. Whatever is not understood is a fault: a misspelt filter would report on everything.</summary>
    /// <param name="query">The query.</param>
    /// <param name="now">The moment; without a range the current month in UTC up to the end of today is meant.</param>
    /// <param name="known">Parameters that others read.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static UsageQuery Read(IQueryCollection query, DateTimeOffset now, IReadOnlyCollection<string> known, Faults faults)
    {
        var (monthBegins, todayEnds) = ThisMonth(now);
        var from = Moment(query["from"], "from", monthBegins, faults);
        var to = Moment(query["to"], "to", todayEnds, faults);
        faults.Require(from < to, "from", "must be earlier than to");
        var order = query["order"].ToString();
        faults.Require(order is "" or "name" or "cost", "order", "must be name, or cost for the dearest first");
        string[] names =
            [.. known, "from", "to", "group_by", "order", .. ReportDimension.All.Where(dimension => !dimension.IsTime).Select(dimension => dimension.Name)];
        foreach (var name in query.Keys.Where(name => !names.Contains(name)))
        {
            faults.Add(name, $"is no parameter of this report{Suggestion.Clause(name, names)} It has {string.Join(", ", names)}");
        }

        return new UsageQuery(from, to)
        {
            GroupBy = Groups(Words(query["group_by"].ToString()), faults),
            Only = Filters(query, faults),
            DearestFirst = order == "cost",
        };
    }

    /// <summary>A date or a moment; without an offset UTC is meant.</summary>
    public static DateTimeOffset Moment(string? text, string field, DateTimeOffset otherwise, Faults faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return moment;
        }

        faults.Add(field, "is no date or time, such as 2026-11-03 or 2026-11-03T04:00:00Z");
        return otherwise;
    }

    /// <summary>The current month up to the end of today, in UTC.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) ThisMonth(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return (today.AddDays(1 - today.Day), today.AddDays(1));
    }

    /// <summary>How many groups the pages before had; a token is their number, since groups have no order of their own that would last.</summary>
    public static long Skip(string? token, Faults faults)
    {
        var last = Paging.After(token, faults);
        long skip = 0;
        faults.Require(
            last.Length == 0 || (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out skip) && skip > 0),
            "page_token",
            "is not one that this report gave");
        return skip;
    }

    /// <summary>The token of the page that begins after so many groups.</summary>
    public static string Token(long skip) => Convert.ToBase64String(Encoding.UTF8.GetBytes(skip.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The dimensions of these names.</summary>
    public static IReadOnlyList<ReportDimension> Groups(IEnumerable<string> names, Faults faults)
    {
        var groups = new List<ReportDimension>();
        foreach (var name in names)
        {
            if (ReportDimension.Find(name) is { } dimension)
            {
                groups.Add(dimension);
            }
            else
            {
                faults.Add("group_by", $"'{name}' is none of {string.Join(", ", ReportDimension.Names)}");
            }
        }

        faults.Require(groups.Count <= MostGroups, "group_by", $"names more than {MostGroups} dimensions");
        faults.Require(groups.Distinct().Count() == groups.Count, "group_by", "names one dimension twice");
        return groups;
    }

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static List<(ReportDimension Dimension, string[] Values)> Filters(IQueryCollection query, Faults faults)
    {
        var only = new List<(ReportDimension, string[])>();
        foreach (var dimension in ReportDimension.All.Where(dimension => !dimension.IsTime && query.ContainsKey(dimension.Name)))
        {
            string[] values = [.. query[dimension.Name].Select(value => value ?? "")];
            faults.Require(!values.Any(value => value.Contains('\0', StringComparison.Ordinal)), dimension.Name, "contains the character U+0000");
            only.Add((dimension, values));
        }

        return only;
    }
}
