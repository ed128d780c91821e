using System.Text.Json;
using Routing.Catalog;

namespace Router.FunctionalTests.RealServers;

/// <summary>A server of local models on this machine: Ollama at <c>OLLAMA_URL</c>, or llama.cpp where that ends in <c>/v1</c>.</summary>
internal sealed record RealServer(Uri Url)
{
    public const string Variable = "OLLAMA_URL";

    private bool SpeaksOpenAi => Url.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal);

    public static RealServer? Configured =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? new(new Uri(url)) : null;

    /// <summary>A catalog with the model that <c>OLLAMA_MODEL</c> names, else with the first that the server lists.</summary>
    public async Task<CatalogSnapshot> CatalogAsync()
    {
        var id = new DeploymentId(new("local"), Environment.GetEnvironmentVariable("OLLAMA_MODEL") ?? await FirstModelAsync());
        return new()
        {
            Providers = [new() { Id = id.Provider, Profile = SpeaksOpenAi ? "openai-compatible" : "ollama", BaseUrl = Url }],
            Deployments = [new() { Id = id, IsFree = true }],
            Tiers = [new() { Name = TierNames.Fast, Entries = [id] }],
        };
    }

    private async Task<string> FirstModelAsync()
    {
        using var http = new HttpClient();
        var (path, list, name) = SpeaksOpenAi ? ("models", "data", "id") : ("api/tags", "models", "name");
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(Url.AbsoluteUri.TrimEnd('/') + "/" + path)));
        var models = answer.RootElement.GetProperty(list);
        Assert.True(models.GetArrayLength() > 0, $"{Url} serves no model; pull one first, such as: ollama pull llama3.2");
        return models[0].GetProperty(name).GetString()!;
    }
}
