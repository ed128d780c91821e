using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Where the session of a request was served last, whose provider may still hold its prompt in a cache.</summary>
/// <param name="Deployment">Who served it.</param>
/// <param name="CachedTokens">Tokens of the prompt that its cache may hold.</param>
/// <param name="LastUsed">When it did.</param>
public sealed record SessionWarmth(DeploymentId Deployment, int CachedTokens, DateTimeOffset LastUsed);
