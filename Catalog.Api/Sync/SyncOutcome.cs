namespace Catalog.Api.Sync;

/// <summary>What became of a provider's answer.</summary>
internal abstract record SyncOutcome
{
    /// <summary>Taken over, with what changed.</summary>
    public sealed record Applied(int Added, int Updated, int Unchanged, int Missing) : SyncOutcome;

    /// <summary>Kept, but nothing was changed.</summary>
    public sealed record Refused(string Reason, string Message, long AnswerId) : SyncOutcome;

    /// <summary>Nobody knows this provider; nothing was kept.</summary>
    public sealed record UnknownProvider : SyncOutcome;
}
