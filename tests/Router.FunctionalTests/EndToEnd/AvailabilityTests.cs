using System.Net;
using System.Text.Json;
using Catalog.FunctionalTests.Rest;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.EndToEnd;

/// <summary>A provider without its key says so everywhere, and becomes available without a restart once the key is there.</summary>
public sealed class AvailabilityTests
{
    private const string Secret = "sk-a-key-that-nobody-may-ever-see-7f3a";
    private const string Model = """{"capabilities":["chat","streaming"],"prices":[{"input":1,"output":2}]}""";

    [Fact]
    public async Task A_key_stored_through_the_api_makes_the_provider_available_and_stays_hidden()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync();
        using var provider = await stack.Catalog.Http.PutJsonAsync(
            "/api/v1/providers/mine", $$"""{"profile":"openai-compatible","base_url":"{{upstream.Address}}v1","api_key_environment":"MINE_API_KEY"}""");
        using var model = await stack.Catalog.Http.PutJsonAsync("/api/v1/models/mine/sim-7b", Model);
        await RefusesWithAsync(stack, "MINE_API_KEY is not set");
        await Eventually.Is(async () => (await ProviderAsync(stack)).TryGetProperty("unavailable", out var why) && why.GetString() == "MINE_API_KEY is not set");

        var listed = (await stack.Catalog.Http.GetJsonAsync("/api/v1/models?provider=mine")).GetProperty("items")[0];
        Assert.Equal("MINE_API_KEY is not set", listed.GetProperty("unavailable").GetString());
        using var stored = await stack.Catalog.Http.PutJsonAsync("/api/v1/providers/mine/credential", $$"""{"api_key":"{{Secret}}"}""");
        await Eventually.Is(async () => (await stack.Router.Http.ChatAsync("mine/sim-7b")).IsSuccessStatusCode);

        var shown = await stored.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("7f3a", shown.GetProperty("stored_key").GetProperty("last_four").GetString());
        Assert.Equal($"Bearer {Secret}", upstream.Requests[^1].Headers["Authorization"]);
        await Eventually.Is(async () => (await ProviderAsync(stack)).TryGetProperty("available", out var available) && available.GetBoolean());
        Assert.DoesNotContain(Secret, await stack.Router.Http.GetStringAsync(new Uri("/v1/models", UriKind.Relative)), StringComparison.Ordinal);
        Assert.DoesNotContain(
            stack.Catalog.Logs.Lines.Concat(stack.Router.Log.Lines), line => line.ToString().Contains(Secret, StringComparison.Ordinal));

        using var removed = await stack.Catalog.Http.DeleteAsync("/api/v1/providers/mine/credential");
        await RefusesWithAsync(stack, "PUT /api/v1/providers/mine/credential sets it");
    }

    [Fact]
    public async Task A_key_file_that_appears_makes_the_provider_available()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var stack = await FedRouter.StartAsync();
        var file = stack.Folder.In("mine.key");
        using var provider = await stack.Catalog.Http.PutJsonAsync(
            "/api/v1/providers/mine", $$"""{"profile":"openai-compatible","base_url":"{{upstream.Address}}v1","api_key_file":"{{file}}"}""");
        using var model = await stack.Catalog.Http.PutJsonAsync("/api/v1/models/mine/sim-7b", Model);
        await RefusesWithAsync(stack, $"the key file {file} is missing");

        await File.WriteAllTextAsync(file, $"{Secret}\n");

        await Eventually.Is(async () => (await stack.Router.Http.ChatAsync("mine/sim-7b")).IsSuccessStatusCode);
        Assert.Equal($"Bearer {Secret}", upstream.Requests[^1].Headers["Authorization"]);
        File.Delete(file);
        await RefusesWithAsync(stack, $"the key file {file} is missing");
    }

    private static Task RefusesWithAsync(FedRouter stack, string reason) => Eventually.Is(async () =>
    {
        using var answer = await stack.Router.Http.ChatAsync("mine/sim-7b");
        return (await answer.Content.ReadAsStringAsync()).Contains(reason, StringComparison.Ordinal);
    });

    private static Task<JsonElement> ProviderAsync(FedRouter stack) => stack.Catalog.Http.GetJsonAsync("/api/v1/providers/mine");
}
