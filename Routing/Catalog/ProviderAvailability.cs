namespace Routing.Catalog;

/// <summary>Says what keeps a provider from being called, in words that name the way out. The same in lists, decisions and reports.</summary>
public static class ProviderAvailability
{
    /// <summary>What is missing: <c>KIMI_API_KEY is not set</c>. Null when the provider can be called.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="keyHeld">Whether the router holds a key for it.</param>
    public static string? Obstacle(Provider provider, bool keyHeld) =>
        provider.Enabled ? MissingKey(provider, keyHeld) : $"provider {provider.Id} is disabled";

    /// <summary>Which key is missing and where it would be looked for; null when it is held or none is needed.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="keyHeld">Whether the router holds a key for it.</param>
    public static string? MissingKey(Provider provider, bool keyHeld) => provider switch
    {
        _ when keyHeld => null,
        { ApiKeyEnvironment: { } variable } => $"{variable} is not set",
        { ApiKeyFile: { } file } => $"the key file {file} is missing, empty or unreadable",
        { ApiKeyStored: true } => $"no stored key is at hand: PUT /api/v1/providers/{provider.Id}/credential sets it",
        _ => null,
    };
}
