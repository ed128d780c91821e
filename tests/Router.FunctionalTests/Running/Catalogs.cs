using Routing.Catalog;
using Routing.Money;

namespace Router.FunctionalTests.Running;

/// <summary>Catalogs for tests.</summary>
internal static class Catalogs
{
    public static readonly DeploymentId First = new(new("alpha"), "sim-small");
    public static readonly DeploymentId Second = new(new("beta"), "sim-medium");

    /// <summary>One provider, first and only entry of every tier.</summary>
    public static CatalogSnapshot Of(Uri address) => Build((First, address));

    /// <summary>Two providers, in this order in every tier.</summary>
    public static CatalogSnapshot Of(Uri first, Uri second) => Build((First, first), (Second, second));

    /// <summary>The same for one provider of another profile.</summary>
    public static CatalogSnapshot Of(Uri address, string profile)
    {
        var snapshot = Of(address);
        return snapshot with { Providers = [snapshot.Providers[0] with { Profile = profile, BaseUrl = address }] };
    }

    /// <summary>The same, for models that turn text into vectors and do nothing else.</summary>
    public static CatalogSnapshot ThatEmbed(this CatalogSnapshot snapshot) => snapshot with
    {
        Deployments = [.. snapshot.Deployments.Select(deployment => deployment with { Capabilities = Capabilities.Embeddings, MaxOutputTokens = 0 })],
    };

    /// <summary>The same, for models that also turn text into vectors.</summary>
    public static CatalogSnapshot ThatAlsoEmbed(this CatalogSnapshot snapshot) => snapshot with
    {
        Deployments = [.. snapshot.Deployments.Select(deployment => deployment with { Capabilities = deployment.Capabilities | Capabilities.Embeddings })],
    };

    /// <summary>The same, with every deployment serving one model.</summary>
    public static CatalogSnapshot OfOneModel(this CatalogSnapshot snapshot) => snapshot with
    {
        Deployments = [.. snapshot.Deployments.Select(deployment => deployment with { CanonicalId = new("the-model") })],
    };

    private static CatalogSnapshot Build(params (DeploymentId Id, Uri Address)[] entries) => new()
    {
        Providers =
        [
            .. entries.Select(entry => new Provider
            {
                Id = entry.Id.Provider,
                Profile = "openai-compatible",
                BaseUrl = new(entry.Address, "/v1"),
            }),
        ],
        Deployments = [.. entries.Select(entry => Deployment(entry.Id))],
        Tiers = [.. TierNames.All.Select(name => new Tier { Name = name, Entries = [.. entries.Select(entry => entry.Id)] })],
    };

    private static Deployment Deployment(DeploymentId id) => new()
    {
        Id = id,
        CanonicalId = new(id.Model),
        Name = id.Model,
        Capabilities = Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools | Capabilities.JsonSchema,
        ContextWindow = 100_000,
        MaxOutputTokens = 8_000,
        Prices = [new() { Input = TokenPrice.FromDollarsPerMillion(0.15m), Output = TokenPrice.FromDollarsPerMillion(0.60m) }],
    };
}
