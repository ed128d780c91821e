using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Feeds;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.EndToEnd;

/// <summary>Ten steps of an agent that share a prompt of a million tokens, at the prices of 2025: the ledger has the sums of the arithmetic.</summary>
public sealed class SeedArithmeticTests
{
    private const int Steps = 10;
    private const int Prompt = 1_000_000;

    [Theory]
    [InlineData("balanced", "kimi", Prompt, 0.285, 1.50)]
    [InlineData("openai/gpt-4o-mini", "openai", 0, 1.50, 1.50)]
    public async Task Ten_steps_cost_what_the_arithmetic_says(string model, string provider, int cached, double dollars, double uncached)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(new Reply { Usage = new(Prompt, 0) }).Always(new Reply { Usage = new(Prompt, 0, cached) });
        await using var stack = await FedRouter.StartAsync(
            $"--Providers:{provider}:BaseUrl={upstream.Address}v1", $"--Providers:{provider}:ApiKey=a-key");
        using var import = await stack.Catalog.Http.PostAsync(new Uri("/api/v1/import/example/seed-2025?dry_run=false", UriKind.Relative), null);
        import.EnsureSuccessStatusCode();
        await Eventually.Is(() => KnowsPriceOf2025(stack));

        for (var step = 0; step < Steps; step++)
        {
            using var answer = await StepAsync(stack, model);
            Assert.Equal(provider, answer.Header("x-routing-provider"));
        }

        await Eventually.Is(async () => await stack.Database.ScalarAsync<long>("SELECT count(*) FROM ai_analytics") == Steps);
        Assert.Equal((decimal)dollars, await stack.Database.ScalarAsync<decimal>("SELECT sum(cost_usd) FROM ai_analytics WHERE execution_id = 'workflow' AND provider = $1", provider));
        Assert.Equal(
            ((long)(dollars * 1e9), (long)(uncached * 1e9)),
            (await SumAsync(stack, "cost_nanos", provider), await SumAsync(stack, "uncached_cost_nanos", provider)));
    }

    private static bool KnowsPriceOf2025(FedRouter stack) => stack.Router.Services.GetRequiredService<CurrentFeed>().State.Index
        .Deployment(new(new("kimi"), "kimi-k2-0905-preview"))?.Prices is [{ CachedInput.DollarsPerMillion: 0.015m }];

    private static Task<HttpResponseMessage> StepAsync(FedRouter stack, string model) =>
        stack.Router.Http.PostToAsync(Chats.Path, Chats.Body(model), ("x-routing-execution", "workflow"));

    private static Task<long> SumAsync(FedRouter stack, string column, string provider) =>
        stack.Database.ScalarAsync<long>($"SELECT sum({column})::bigint FROM usage_daily WHERE provider = $1", provider);
}
