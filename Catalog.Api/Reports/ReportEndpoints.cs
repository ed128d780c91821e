using System.Globalization;
using System.Text.Json;
using Catalog.Api.Rest;

namespace Catalog.Api.Reports;

/// <summary>REST over reports: usage and cost, how they spread, what else they might have cost, what they will.</summary>
internal static class ReportEndpoints
{
    private const int MostLines = 100_000;

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/reports").WithTags("Reports");
        group.MapGet("/usage", UsageAsync).WithName("ReportUsage").Produces<UsagePageView>().TakesRange().TakesFilters()
            .Takes(
                ("group_by", $"Up to four of {string.Join(", ", ReportDimension.Names)}, apart by commas, outermost first."),
                ("order", "name, or cost for the dearest first."),
                ("page_size", "Most groups to return: 100 when not given, 1,000 at most."),
                ("page_token", "The next_page_token of the page before."),
                ("format", "json or csv."))
            .WithSummary($"Adds up calls, tokens, cost and cache savings, by {string.Join(", ", ReportDimension.Names)}; JSON, or CSV with format=csv.");
        group.MapGet("/overview", OverviewAsync).WithName("ReportOverview").Produces<OverviewView>().TakesRange()
            .WithSummary("Shares of providers and tiers with success, errors and latency, and what an execution of an agent costs.");
        group.MapGet("/what-if", WhatIfAsync).WithName("ReportWhatIf").Produces<WhatIfView>().TakesRange().TakesFilters()
            .Takes(("deployment", "The other deployment, as provider/model."))
            .WithSummary("Prices recorded calls again, at another deployment and by its prices at the time.");
        group.MapGet("/forecast", ForecastAsync).WithName("ReportForecast").Produces<ForecastView>().TakesFilters()
            .Takes(("period", "day, week or month, which is meant when not given."))
            .WithSummary("Says what the current day, week or month will have cost at its end, with a range.");
    }

    private static async Task<IResult> UsageAsync(HttpContext http, UsageReport usage, KeptUsage kept, TimeProvider time, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var parameters = http.Request.Query;
        var query = UsageQueryReader.Read(parameters, time.GetUtcNow(), ["format", "page_size", "page_token"], faults);
        var size = Paging.Size(Whole(parameters["page_size"], "page_size", faults), faults);
        var skip = UsageQueryReader.Skip(parameters["page_token"], faults);
        var format = parameters["format"].ToString();
        faults.Require(format is "" or "json" or "csv", "format", "must be json or csv");
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        var (source, completeFrom) = await kept.ChooseAsync(query, cancellationToken);
        if (format == "csv")
        {
            return await CsvAsync(query, source, usage, cancellationToken);
        }

        var groups = await usage.GroupsAsync(query, source, skip, size + 1, cancellationToken);
        return TypedResults.Ok(new UsagePageView(
            query.From,
            query.To,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(source.ToString()),
            completeFrom,
            [.. groups.Take(size).Select(group => UsageView.Of(query, group))],
            groups.Count > size ? UsageQueryReader.Token(skip + size) : null));
    }

    private static async Task<IResult> CsvAsync(UsageQuery query, ReportSources source, UsageReport usage, CancellationToken cancellationToken)
    {
        var groups = await usage.GroupsAsync(query, source, skip: 0, MostLines + 1, cancellationToken);
        if (groups.Count > MostLines)
        {
            var faults = new Faults();
            faults.Add("group_by", $"makes more than {MostLines} lines; group by less, or narrow the range or the filters");
            return Problems.Invalid(faults);
        }

        var nothing = new UsageGroup([.. query.GroupBy.Select(_ => "")], new UsageFigures());
        return new CsvTable(
            [.. UsageView.Of(query, nothing).Cells().Select(cell => cell.Name)],
            groups.Select(group => UsageView.Of(query, group).Cells().Select(cell => cell.Value)),
            "usage.csv");
    }

    private static async Task<IResult> OverviewAsync(HttpContext http, OverviewReport report, TimeProvider time, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var query = UsageQueryReader.Read(http.Request.Query, time.GetUtcNow(), [], faults);
        faults.Require(query.Only.Count == 0 && query.GroupBy.Count == 0, "from", "and to are all that this report takes");
        return faults.None ? TypedResults.Ok(await report.RunAsync(query.From, query.To, cancellationToken)) : Problems.Invalid(faults);
    }

    private static async Task<IResult> WhatIfAsync(HttpContext http, WhatIfReport report, TimeProvider time, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var query = UsageQueryReader.Read(http.Request.Query, time.GetUtcNow(), ["deployment"], faults);
        var deployment = http.Request.Query["deployment"].ToString();
        faults.Require(deployment.Length > 0 && !deployment.Contains('\0', StringComparison.Ordinal), "deployment", "must name another deployment, as provider/model");
        faults.Require(query.GroupBy.Count == 0, "group_by", "is none of this report's; filter instead");
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        return await report.RunAsync(query, deployment, cancellationToken) is { } whatIf
            ? TypedResults.Ok(WhatIfView.Of(query, deployment, whatIf))
            : Problems.NotFound($"The registry has no '{deployment}'. GET /api/v1/models?search=… finds similar names.");
    }

    private static async Task<IResult> ForecastAsync(HttpContext http, ForecastReport report, TimeProvider time, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var now = time.GetUtcNow();
        var query = UsageQueryReader.Read(http.Request.Query, now, ["period"], faults);
        var period = http.Request.Query["period"].ToString() is { Length: > 0 } given ? given : "month";
        faults.Require(ForecastReport.Periods.Contains(period), "period", $"must be one of {string.Join(", ", ForecastReport.Periods)}");
        faults.Require(query.GroupBy.Count == 0, "group_by", "is none of this report's; filter instead");
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        var (from, to) = ForecastReport.Current(period, now);
        query = query with { From = from, To = to };
        return await report.RunAsync(query, now, cancellationToken) is { } forecast
            ? TypedResults.Ok(ForecastView.Of(period, query, forecast))
            : Problems.Conflict("A forecast needs two full days since the first call. There are fewer yet.");
    }

    private static int? Whole(string? text, string field, Faults faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        faults.Require(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number), field, "is no whole number");
        return number;
    }
}
