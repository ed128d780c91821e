using System.Net;
using Catalog.FunctionalTests.Rest;
using Router.FunctionalTests.EndToEnd;
using Simulation;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Budgets;

/// <summary>Budgets as people make them, from the catalog's REST to a router that keeps them.</summary>
public sealed class FedBudgetTests
{
    [Fact]
    public async Task A_budget_bounds_the_keys_below_it_from_its_making_to_its_removal()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var redis = await RedisServer.SharedAsync();
        await using var stack = await FedRouter.StartAsync($"--ConnectionStrings:redis={redis.ConnectionString}");
        await stack.AddModelsAsync(upstream);
        var budget = "b-" + Guid.NewGuid().ToString("N")[..12];
        var http = stack.Catalog.Http;
        using var organisation = await http.PutJsonAsync("/api/v1/organisations/acme", "{}");
        using var project = await http.PutJsonAsync("/api/v1/projects/demo", """{"organisation":"acme"}""");
        var (_, inside) = await stack.MakeKeyAsync("""{"project":"demo"}""");
        var (_, outside) = await stack.MakeKeyAsync();
        await Eventually.Is(async () => await stack.Router.StatusAsync(inside) == HttpStatusCode.OK);

        using var put = await http.PutJsonAsync($"/api/v1/budgets/{budget}", """{"scope":"organisation","scope_id":"acme","period":"day","limit_usd":0.00001}""");
        await Eventually.Is(async () => await stack.Router.StatusAsync(inside) == HttpStatusCode.PaymentRequired);
        Assert.Equal(HttpStatusCode.OK, await stack.Router.StatusAsync(outside));

        using var raised = await http.PutJsonAsync($"/api/v1/budgets/{budget}", """{"scope":"organisation","scope_id":"acme","period":"day","limit_usd":10}""");
        await Eventually.Is(async () => await stack.Router.StatusAsync(inside) == HttpStatusCode.OK);

        using var lowered = await http.PutJsonAsync($"/api/v1/budgets/{budget}", """{"scope":"organisation","scope_id":"acme","period":"day","limit_usd":0.00001}""");
        await Eventually.Is(async () => await stack.Router.StatusAsync(inside) == HttpStatusCode.PaymentRequired);
        using var removed = await http.DeleteAsync($"/api/v1/budgets/{budget}");
        await Eventually.Is(async () => await stack.Router.StatusAsync(inside) == HttpStatusCode.OK);
    }
}
