namespace Protos.Feeds;

/// <summary>How a watcher stands with the catalog.</summary>
/// <param name="Connected">Whether the feed is alive.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Why not, for operators to read; null while connected.</param>
public sealed record CatalogLink(bool Connected, DateTimeOffset Since, string? Reason);
