namespace Catalog.Api.Retention;

/// <summary>How long the ledger keeps what. Tables that are left out stay as they are.</summary>
internal sealed record RetentionView
{
    /// <summary>Days before today, in UTC, by table; 0 keeps its rows for ever.</summary>
    public IReadOnlyDictionary<string, int>? Days { get; init; }
}
