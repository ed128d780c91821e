using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Routing.Catalog;

namespace ServiceDefaults.Upstreams;

/// <summary>
/// Where a provider is and which key it gets. What the environment says of it comes first (<c>Providers:{id}:BaseUrl</c>,
/// <c>ApiKey</c>, <c>ApiKeyFile</c>, <c>Concurrency</c>), then what the catalog names: a variable, a file or a key that it keeps itself.
/// </summary>
public sealed class ProviderOverrides(IConfiguration configuration, StoredKeys? stored = null)
{
    /// <summary>Where calls go: the address put in place of the catalog's, or that.</summary>
    public Uri BaseAddress(Provider provider) =>
        Uri.TryCreate(Read(provider.Id, "BaseUrl"), UriKind.Absolute, out var address) ? address : provider.BaseUrl;

    /// <summary>The first key; null when the provider needs none, none is set, or the file that holds it cannot be read.</summary>
    public string? ApiKey(Provider provider) => ApiKeys(provider) is [var first, ..] ? first : null;

    /// <summary>Every key: wherever one may stand, several may, apart by commas or lines. None twice.</summary>
    public ImmutableArray<string> ApiKeys(Provider provider) => Secret(provider) is { } text
        ? [.. text.Split([',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)]
        : [];

    /// <summary>The key for administrators (<c>Providers:{id}:AdminKey</c>, <c>AdminKeyFile</c>), else what the variable holds; null when none is set.</summary>
    public string? AdminKey(ProviderId provider, string variable) =>
        Read(provider, "AdminKey") ?? ReadFile(Read(provider, "AdminKeyFile")) ?? NullIfBlank(configuration[variable]);

    /// <summary>Most calls to the provider at a time; null when nothing is said of it.</summary>
    public int? Concurrency(ProviderId provider) =>
        int.TryParse(Read(provider, "Concurrency"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    private string? Secret(Provider provider) =>
        Read(provider.Id, "ApiKey")
        ?? ReadFile(Read(provider.Id, "ApiKeyFile"))
        ?? provider switch
        {
            { ApiKeyEnvironment: { } variable } => NullIfBlank(configuration[variable]),
            { ApiKeyFile: { } file } => ReadFile(file),
            { ApiKeyStored: true } => stored?.For(provider.Id),
            _ => null,
        };

    /// <summary>Every file in which a key of these providers would be looked for.</summary>
    public IEnumerable<string> KeyFiles(IEnumerable<Provider> providers) =>
        providers.SelectMany(provider => new[] { Read(provider.Id, "ApiKeyFile"), provider.ApiKeyFile }).OfType<string>().Distinct(StringComparer.Ordinal);

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

            if (provider["Concurrency"] is { } limit && !int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                yield return $"{provider.Path}:Concurrency is \"{limit}\"; it must be a whole number, 0 for no limit.";
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

    // A file that is not there yet, or may not be read, is a key that is missing; whoever asks says so with its path.
    private static string? ReadFile(string? path)
    {
        try
        {
            return path is not null && File.Exists(path) ? NullIfBlank(File.ReadAllText(path).Trim()) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
