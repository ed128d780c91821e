namespace Providers.Tests;

/// <summary>Deployments to send things to.</summary>
internal static class Targets
{
    public static UpstreamTarget Of(string profile, string model, params string[] refused) => new()
    {
        Provider = new() { Id = new("there"), Profile = profile, BaseUrl = new("https://api.example/v1") },
        Deployment = new() { Id = new(new("there"), model), UnsupportedParameters = [.. refused] },
        BaseAddress = new("https://api.example/v1"),
        ApiKey = "secret-key",
    };

    public static IProviderAdapter Adapter(string profile) =>
        ProviderAdapters.TryGet(profile, out var adapter) ? adapter : throw new InvalidOperationException($"No adapter for {profile}.");
}
