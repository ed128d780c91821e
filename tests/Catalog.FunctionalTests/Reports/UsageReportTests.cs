using Aspire.Catalog.V1;
using Catalog.Api.Reports;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Catalog.FunctionalTests.Reports;

public sealed class UsageReportTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>, IAsyncLifetime
{
    // Of late: hours are not kept for ever, and the host may delete old ones when the first test has already begun.
    private static readonly DateTimeOffset Last = new(DateTime.UtcNow.Date.AddDays(-7), TimeSpan.Zero);
    private static readonly DateTimeOffset First = Last.AddDays(-6);

    private static readonly string Days = $"from={First:yyyy-MM-dd}&to={Last:yyyy-MM-dd}";

    private UsageReport Report => fixture.Host.Services.GetRequiredService<UsageReport>();

    public async Task InitializeAsync()
    {
        if (await fixture.Database.ScalarAsync<long>("SELECT count(*) FROM ai_analytics") == 0)
        {
            await fixture.Database.AddManyAsync(Last);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("")]
    [InlineData("provider")]
    [InlineData("provider,model,tier,purpose")]
    [InlineData("canonical_model,organisation,project,key")]
    [InlineData("agent,day")]
    [InlineData("hour")]
    [InlineData("hour,provider")]
    [InlineData("tag")]
    [InlineData("tag,day,project,key")]
    public async Task Sums_say_what_the_rows_say(string groups)
    {
        var query = new UsageQuery(First, Last) { GroupBy = Groups(groups) };
        var source = query.Source;

        var rows = await Report.GroupsAsync(query, ReportSources.Rows, 0, int.MaxValue, CancellationToken.None);
        var sums = await Report.GroupsAsync(query, source, 0, int.MaxValue, CancellationToken.None);

        Assert.NotEqual(ReportSources.Rows, source);
        Assert.NotEmpty(rows);
        Assert.Equal(rows.Select(Text), sums.Select(Text));
    }

    [Fact]
    public async Task Filters_leave_the_same_in_every_source()
    {
        var query = new UsageQuery(First, Last)
        {
            GroupBy = Groups("model"),
            Only = [(ReportDimension.Find("provider")!, ["provider-1", "provider-3"]), (ReportDimension.Find("project")!, [""])],
        };

        var rows = await Report.GroupsAsync(query, ReportSources.Rows, 0, int.MaxValue, CancellationToken.None);

        Assert.NotEmpty(rows);
        foreach (var source in (ReportSources[])[ReportSources.Hours, ReportSources.Days])
        {
            var sums = await Report.GroupsAsync(query, source, 0, int.MaxValue, CancellationToken.None);
            Assert.Equal(rows.Select(Text), sums.Select(Text));
        }
    }

    [Theory]
    [InlineData("provider", 0, "Days")]
    [InlineData("hour", 0, "Hours")]
    [InlineData("provider", 60, "Hours")]
    [InlineData("provider", 61, "Rows")]
    [InlineData("execution", 0, "Rows")]
    [InlineData("tag", 0, "TagDays")]
    [InlineData("tag,tier", 0, "Rows")]
    [InlineData("tag", 60, "Rows")]
    public void The_coarsest_source_that_can_answer_is_read(string groups, int minutes, string source) =>
        Assert.Equal(source, new UsageQuery(First.AddMinutes(minutes), Last) { GroupBy = Groups(groups) }.Source.ToString());

    [Fact]
    public async Task A_page_continues_where_the_one_before_ended_and_money_is_exact_text()
    {
        var address = $"/api/v1/reports/usage?{Days}&group_by=model,project&order=cost&page_size=7";
        var rows = new List<string>();
        var token = "";
        do
        {
            var page = await fixture.Host.Http.GetJsonAsync($"{address}&page_token={Uri.EscapeDataString(token)}");
            rows.AddRange(page.GetProperty("items").EnumerateArray().Select(row =>
                $"{row.GetProperty("group").GetProperty("model").GetString()} {row.GetProperty("group").GetProperty("project").GetString()} {row.GetProperty("cost_nanos").GetString()}"));
            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString()! : "";
        }
        while (token.Length > 0);

        var costs = rows.Select(row => decimal.Parse(row.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(rows.Distinct().Count(), rows.Count);
        Assert.Equal(costs.OrderDescending(), costs);
        Assert.Equal(await fixture.Database.ScalarAsync<decimal>("SELECT sum(cost_nanos) FROM ai_analytics"), costs.Sum());
    }

    [Fact]
    public async Task Each_dimension_divides_the_whole_over_rest()
    {
        var whole = await fixture.Database.ScalarAsync<decimal>("SELECT sum(cost_nanos) FROM ai_analytics");
        foreach (var dimension in ReportDimension.Names.Except([ReportDimension.Tag.Name]))
        {
            var report = await fixture.Host.Http.GetJsonAsync($"/api/v1/reports/usage?{Days}&group_by={dimension}&page_size=1000");
            var costs = report.GetProperty("items").EnumerateArray()
                .Select(row => decimal.Parse(row.GetProperty("cost_nanos").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal((dimension, whole), (dimension, costs.Sum()));
        }
    }

    [Fact]
    public async Task As_csv_the_same_is_one_table_in_which_no_name_is_a_formula()
    {
        using var response = await fixture.Host.Http.GetAsync($"/api/v1/reports/usage?{Days}&group_by=tag&format=csv");
        using var nothing = await fixture.Host.Http.GetAsync("/api/v1/reports/usage?from=2020-01-01&to=2020-01-02&group_by=tag&format=csv");
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var json = await fixture.Host.Http.GetJsonAsync($"/api/v1/reports/usage?{Days}&group_by=tag");

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("tag,calls,ok,failed,", lines[0], StringComparison.Ordinal);
        Assert.Equal(["'=sum", "blue", "red"], lines[1..].Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(
            json.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("cost_usd").GetString()),
            lines[1..].Select(line => line.Split(',')[Array.IndexOf(lines[0].Split(','), "cost_usd")]));
        Assert.StartsWith("tag,calls,", await nothing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_grpc_the_sums_are_the_same()
    {
        var client = new ReportService.ReportServiceClient(fixture.Host.Channel);
        var request = new QueryUsageRequest
        {
            From = First.ToTimestamp(),
            To = Last.ToTimestamp(),
            GroupBy = { "tier" },
            Filters = { new UsageFilter { Dimension = "project", Values = { "project-1" } } },
            PageSize = 2,
        };

        var first = await client.QueryUsageAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await client.QueryUsageAsync(request);
        var rest = await fixture.Host.Http.GetJsonAsync($"/api/v1/reports/usage?{Days}&group_by=tier&project=project-1");
        var wrong = await Assert.ThrowsAsync<RpcException>(
            async () => await client.QueryUsageAsync(new() { GroupBy = { "colour" }, Filters = { new UsageFilter { Dimension = "day" } } }));

        Assert.Equal(
            rest.GetProperty("items").EnumerateArray().Select(row => $"{row.GetProperty("group").GetProperty("tier")} {row.GetProperty("calls")} {row.GetProperty("cost_nanos")}"),
            first.Groups.Concat(second.Groups).Select(group => $"{group.Keys[0]} {group.Calls} {group.CostNanos}"));
        Assert.Contains("'colour'", wrong.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("'day'", wrong.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_report_does_not_know_is_refused_with_every_fault()
    {
        using var response = await fixture.Host.Http.GetAsync(
            "/api/v1/reports/usage?from=yesterday&group_by=provider,colour&providr=kimi&format=xml&order=luck&page_size=many");

        Assert.Equal(["format", "from", "group_by", "order", "page_size", "providr"], await response.FaultyFieldsAsync());
    }

    [Fact]
    public async Task A_source_that_was_shortened_says_from_which_day_on_it_is_whole()
    {
        var whole = await fixture.Host.Http.GetJsonAsync("/api/v1/reports/usage?from=2020-01-01&to=2020-01-02");
        var cut = await fixture.Host.Http.GetJsonAsync("/api/v1/reports/usage?from=2020-01-01&to=2020-01-02&group_by=execution");

        Assert.Equal("days", whole.GetProperty("source").GetString());
        Assert.False(whole.TryGetProperty("complete_from", out _));
        Assert.True(cut.TryGetProperty("complete_from", out _));

        // Hours are kept for 100 days, rows for 400.
        var day = DateTime.UtcNow.Date.AddDays(-200);
        var older = await fixture.Host.Http.GetJsonAsync($"/api/v1/reports/usage?from={day:yyyy-MM-dd}&to={day.AddDays(1):yyyy-MM-dd}&group_by=hour");
        Assert.Equal("rows", older.GetProperty("source").GetString());
        Assert.False(older.TryGetProperty("complete_from", out _));
    }

    private static IReadOnlyList<ReportDimension> Groups(string names) =>
        [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => ReportDimension.Find(name)!)];

    private static string Text(Api.Reports.UsageGroup group) => $"{string.Join('/', group.Keys)}: {group.Figures}";
}
