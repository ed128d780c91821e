using Routing.Catalog;

namespace Router.Grpc.Settings;

/// <summary>
/// What the environment says of a provider: <c>Providers:{id}:BaseUrl</c>, <c>ApiKey</c> and <c>ApiKeyFile</c>, and the key's own variable.
/// </summary>
internal sealed class ProviderOverrides(IConfiguration configuration)
{
    public Uri BaseAddress(Provider provider) =>
        Uri.TryCreate(Read(provider.Id, "BaseUrl"), UriKind.Absolute, out var address) ? address : provider.BaseUrl;

    /// <summary>The key; null when the provider needs none or none is set.</summary>
    /// <exception cref="IOException">The key's file cannot be read.</exception>
    public string? ApiKey(Provider provider) =>
        Read(provider.Id, "ApiKey")
        ?? ReadFile(Read(provider.Id, "ApiKeyFile"))
        ?? (provider.ApiKeyEnvironment is { } name ? NullIfBlank(configuration[name]) : null);

    /// <summary>Faults in what is set, so that a start names them all.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var provider in configuration.GetSection("Providers").GetChildren())
        {
            if (provider["BaseUrl"] is { } address
                && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            {
                yield return $"{provider.Path}:BaseUrl is \"{address}\"; it must be an http or https address.";
            }

            if (provider["ApiKeyFile"] is { } file && !File.Exists(file))
            {
                yield return $"{provider.Path}:ApiKeyFile names \"{file}\", which is not there.";
            }
        }
    }

    // Shells take no hyphen in a variable's name, so Providers__openai_eu__ApiKey serves openai-eu.
    private string? Read(ProviderId provider, string key) =>
        NullIfBlank(configuration[$"Providers:{provider.Value}:{key}"])
        ?? NullIfBlank(configuration[$"Providers:{provider.Value.Replace('-', '_')}:{key}"]);

    private static string? ReadFile(string? path) => path is null ? null : NullIfBlank(File.ReadAllText(path).Trim());

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
