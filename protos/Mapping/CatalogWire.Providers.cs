using System.Collections.Immutable;
using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Writes a provider.</summary>
    public static Wire.Provider ToWire(Provider provider) => new()
    {
        Id = provider.Id.Value,
        Name = provider.Name,
        Profile = provider.Profile,
        BaseUrl = provider.BaseUrl.OriginalString,
        ApiKeyEnvironment = provider.ApiKeyEnvironment ?? "",
        Headers = { provider.Headers },
        Enabled = provider.Enabled,
        Parameters = { provider.Parameters },
        Aliases = { provider.Aliases },
        ApiKeyFile = provider.ApiKeyFile ?? "",
        ApiKeyStored = provider.ApiKeyStored,
    };

    /// <summary>Reads a provider.</summary>
    /// <exception cref="FormatException">It has no id or its address is not absolute.</exception>
    public static Provider ToDomain(Wire.Provider provider) => new()
    {
        Id = new ProviderId(Key(provider.Id, "provider")),
        Name = provider.Name,
        Profile = provider.Profile,
        BaseUrl = Uri.TryCreate(provider.BaseUrl, UriKind.Absolute, out var address)
            ? address
            : throw new FormatException($"The provider {provider.Id} has the base URL '{provider.BaseUrl}', which is not absolute."),
        ApiKeyEnvironment = NullIfEmpty(provider.ApiKeyEnvironment),
        Headers = provider.Headers.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Enabled = provider.Enabled,
        Parameters = provider.Parameters.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Aliases = [.. provider.Aliases],
        ApiKeyFile = NullIfEmpty(provider.ApiKeyFile),
        ApiKeyStored = provider.ApiKeyStored,
    };

    private static string Key(string value, string what) =>
        value.Length > 0 ? value : throw new FormatException($"A {what} without a name.");

    private static string? NullIfEmpty(string value) => value.Length == 0 ? null : value;
}
