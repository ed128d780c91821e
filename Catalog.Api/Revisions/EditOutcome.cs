using Catalog.Api.Rest;

namespace Catalog.Api.Revisions;

/// <summary>How an edit of one row ended, the same over REST and gRPC.</summary>
internal abstract record EditOutcome<T>
{
    /// <summary>Made; the tag names what there is now.</summary>
    public sealed record Done(T Row, string? Tag, bool Created) : EditOutcome<T>;

    /// <summary>Nothing was changed: somebody else was faster.</summary>
    public sealed record Changed(string? Tag) : EditOutcome<T>;

    /// <summary>Nothing was changed: every fault is listed.</summary>
    public sealed record Refused(Faults Faults) : EditOutcome<T>;

    /// <summary>Nothing was changed: something else still needs it.</summary>
    public sealed record InUse(string Detail) : EditOutcome<T>;

    /// <summary>There is no such row.</summary>
    public sealed record Unknown : EditOutcome<T>;
}
