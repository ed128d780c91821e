using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Reports;

/// <summary>Sums of one group.</summary>
/// <param name="Keys">Its values of the dimensions asked for, in their order; an unknown one is empty.</param>
/// <param name="Figures">Its sums.</param>
internal sealed record UsageGroup(IReadOnlyList<string> Keys, UsageFigures Figures);

/// <summary>Adds up usage.</summary>
internal sealed class UsageReport(NpgsqlDataSource database)
{
    // The range and the place in the order come before the values of filters.
    private const int FirstFilter = 5;

    /// <summary>Every group.</summary>
    public Task<List<UsageGroup>> GroupsAsync(UsageQuery query, CancellationToken cancellationToken) =>
        GroupsAsync(query, query.Source, skip: 0, int.MaxValue, cancellationToken);

    /// <summary>Some of the groups, in their order.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="source">Where it is read.</param>
    /// <param name="skip">How many groups to leave out first.</param>
    /// <param name="most">How many to return at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<UsageGroup>> GroupsAsync(
        UsageQuery query, ReportSources source, long skip, int most, CancellationToken cancellationToken)
    {
        var dimensions = query.GroupBy;
        var asksForTags = dimensions.Contains(ReportDimension.Tag) || query.Only.Any(only => only.Dimension == ReportDimension.Tag);
        var columns = string.Concat(dimensions.Select(dimension => $"{dimension.Column}, "));
        var filters = string.Concat(query.Only.Select((only, index) => $" AND {only.Dimension.Column} = ANY (${FirstFilter + index})"));
        var order = dimensions.Select(dimension => $"{dimension.Column} COLLATE \"C\"").ToList();
        if (query.DearestFirst)
        {
            order.Insert(0, "coalesce(sum(cost_nanos), 0) DESC");
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ListAsync(
            $"""
            SELECT {columns}{UsageFigures.Columns}
            FROM ({UsageSql.Of(source, asksForTags)}) AS usage
            WHERE true{filters}
            {(dimensions.Count == 0 ? "" : $"GROUP BY {string.Join(", ", dimensions.Select(dimension => dimension.Column))} ORDER BY {string.Join(", ", order)}")}
            OFFSET $3 LIMIT $4
            """,
            [query.From.ToUniversalTime(), query.To.ToUniversalTime(), skip, (long)most, .. query.Only.Select(only => (object)only.Values)],
            row => new UsageGroup([.. Enumerable.Range(0, dimensions.Count).Select(row.GetString)], UsageFigures.Read(row, dimensions.Count)),
            cancellationToken);
    }
}
