using System.Net;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;

namespace Catalog.FunctionalTests.Budgets;

/// <summary>Budgets over REST and gRPC.</summary>
public sealed class BudgetTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>, IAsyncLifetime
{
    private const string Full =
        """
        {"scope":"project","scope_id":"demo","model":"openai/gpt-4o-mini","provider":"openai","period":"month","limit_usd":99999.999999999,
         "soft":true,"allow_unpriced":true,"description":"For the demo"}
        """;

    private HttpClient Http => fixture.Host.Http;

    private BudgetService.BudgetServiceClient Client => new(fixture.Host.Channel);

    public Task InitializeAsync() => fixture.Database.ExecuteAsync(
        """
        WITH acme AS (
            INSERT INTO organisations (organisation_id, created_at, updated_at) VALUES ('acme', now(), now()) ON CONFLICT DO NOTHING),
        demo AS (
            INSERT INTO projects (project_id, organisation_id, created_at, updated_at) VALUES ('demo', 'acme', now(), now()) ON CONFLICT DO NOTHING)
        INSERT INTO virtual_keys (key_id, project_id, role, created_by, created_at, updated_at)
        VALUES ('k', 'demo', 'caller', 'test', now(), now())
        ON CONFLICT DO NOTHING
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_budget_reads_as_it_was_written_over_both_surfaces()
    {
        using var created = await Http.PutJsonAsync("/api/v1/budgets/demo-month", Full);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        var read = await Http.GetJsonAsync("/api/v1/budgets/demo-month");
        Assert.Equal("demo", read.GetProperty("scope_id").GetString());
        Assert.Equal(99_999.999999999m, read.GetProperty("limit_usd").GetDecimal());
        Assert.Equal(0, read.GetProperty("spend").GetProperty("threshold_percent").GetInt32());

        var wire = await Client.GetBudgetAsync(new() { Id = "demo-month" });
        Assert.Equal(
            new Budget
            {
                Id = "demo-month",
                ScopeKind = BudgetScopeKind.Project,
                ScopeId = "demo",
                Model = "openai/gpt-4o-mini",
                Provider = "openai",
                Period = BudgetPeriod.Month,
                LimitNanos = 99_999_999_999_999,
                Soft = true,
                AllowUnpriced = true,
                Description = "For the demo",
            },
            wire.Budget);
        Assert.Equal(created.Headers.ETag!.Tag, wire.Etag);
    }

    [Theory]
    [InlineData("0.000000001", 1)]
    [InlineData("100000.000000001", 100_000_000_000_001)]
    [InlineData("9000000", 9_000_000_000_000_000)]
    public async Task Every_amount_is_kept_to_the_billionth(string dollars, long nanos)
    {
        using var put = await Http.PutJsonAsync($"/api/v1/budgets/exact-{nanos}", $$"""{"scope":"key","scope_id":"k","period":"total","limit_usd":{{dollars}}}""");
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        Assert.Equal(nanos, (await Client.GetBudgetAsync(new() { Id = $"exact-{nanos}" })).Budget.LimitNanos);
        Assert.Equal(
            decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture),
            (await Http.GetJsonAsync($"/api/v1/budgets/exact-{nanos}")).GetProperty("limit_usd").GetDecimal());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.0000000001")]
    [InlineData("9000000.000000001")]
    [InlineData("79228162514264337593543950335")]
    public async Task An_amount_that_could_not_be_counted_exactly_is_refused(string dollars)
    {
        using var put = await Http.PutJsonAsync("/api/v1/budgets/inexact", $$"""{"scope":"key","scope_id":"k","period":"total","limit_usd":{{dollars}}}""");

        Assert.Equal(["limit_usd"], await put.FaultyFieldsAsync());
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        using var put = await Http.PutJsonAsync(
            "/api/v1/budgets/Bad!", """{"scope":"projct","scope_id":"","model":"nothing","provider":"opnai","period":"weak","limit_usd":0}""");

        Assert.Equal(["id", "limit_usd", "model", "period", "provider", "scope", "scope_id"], await put.FaultyFieldsAsync());

        using var nobody = await Http.PutJsonAsync("/api/v1/budgets/nobody", """{"scope":"project","scope_id":"nobody","period":"day","limit_usd":1}""");
        Assert.Equal(["scope_id"], await nobody.FaultyFieldsAsync());

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.PutBudgetAsync(new() { Budget = new() { Id = "bad" } }));
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
    }

    [Fact]
    public async Task It_is_replaced_and_removed_with_history_and_without_overwriting_another_edit()
    {
        const string Small = """{"scope":"key","scope_id":"k","period":"day","limit_usd":1}""";
        using var first = await Http.PutJsonAsync("/api/v1/budgets/changing", Small);
        using var second = await Http.PutJsonAsync("/api/v1/budgets/changing", Small.Replace(":1}", ":2}", StringComparison.Ordinal), first.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);

        using var late = await Http.PutJsonAsync("/api/v1/budgets/changing", Small, first.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        var aborted = await Assert.ThrowsAsync<RpcException>(async () => await Client.DeleteBudgetAsync(new() { Id = "changing", Etag = first.Headers.ETag.Tag }));
        Assert.Equal(StatusCode.Aborted, aborted.StatusCode);

        using var removed = await Http.DeleteAsync("/api/v1/budgets/changing");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(3, (await Http.GetJsonAsync("/api/v1/budgets/changing/history")).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain("changing", (await Http.GetJsonAsync("/api/v1/budgets")).Ids());
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await Client.GetBudgetAsync(new() { Id = "changing" }))).StatusCode);
    }
}
