using Routing.Catalog;

namespace Routing.Tests.Decisions;

/// <summary>
/// A small catalog for decisions: providers a, b and c; one model served by all three, others by one; a tier each.
/// </summary>
internal static class Towns
{
    public static CatalogSnapshot Snapshot { get; } = new()
    {
        Revision = 42,
        Providers = [Provider("a"), Provider("b"), Provider("c")],
        Deployments =
        [
            Deployment("a/oak-1", "oak-1"),
            Deployment("b/vendor/oak-1", "oak-1"),
            Deployment("c/oak-1", "oak-1") with { Origin = Origin.Discovered },
            Deployment("a/elm-2", "elm-2"),
            Deployment("b/ash-3", "ash-3"),
            Deployment("c/ash-3-mini", "ash-3-mini"),
            Deployment("c/wild", null) with { Origin = Origin.Discovered },
        ],
        Tiers =
        [
            Tier(TierNames.Fast, "c/ash-3-mini"),
            Tier(TierNames.Balanced, "a/elm-2", "b/ash-3"),
            Tier(TierNames.Powerful, "a/oak-1", "b/ash-3"),
        ],
        Aliases = [new("best", "oak-1"), new("quick", "fast"), new("chain", "best"), new("circle", "round"), new("round", "circle"), new("lost", "nowhere")],
        Families = [new("ash", [new("ash-3"), new("ash-3-mini")])],
    };

    public static CatalogIndex Index { get; } = new(Snapshot);

    public static DeploymentId Id(string name) => DeploymentId.TryParse(name, out var id) ? id : throw new FormatException(name);

    /// <summary>The same catalog with one deployment changed.</summary>
    public static CatalogIndex With(string name, Func<Deployment, Deployment> change) => new(Snapshot with
    {
        Deployments = [.. Snapshot.Deployments.Select(deployment => deployment.Id == Id(name) ? change(deployment) : deployment)],
    });

    private static Provider Provider(string id) => new()
    {
        Id = new(id),
        Profile = "openai",
        BaseUrl = new Uri($"https://{id}.example/v1"),
        ApiKeyEnvironment = $"{id.ToUpperInvariant()}_API_KEY",
    };

    private static Deployment Deployment(string id, string? canonical) => new()
    {
        Id = Id(id),
        CanonicalId = canonical is null ? null : new(canonical),
        ContextWindow = 100_000,
        Capabilities = Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools,
    };

    private static Tier Tier(string name, params string[] entries) => new()
    {
        Name = name,
        Entries = [.. entries.Select(Id)],
        Parameters = new() { MaxTokens = 1_000 },
    };
}
