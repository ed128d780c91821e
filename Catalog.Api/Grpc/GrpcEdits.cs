using Catalog.Api.Revisions;
using Grpc.Core;

namespace Catalog.Api.Grpc;

/// <summary>How edits are asked for and answered over gRPC, the same whatever they are of.</summary>
internal static class GrpcEdits
{
    /// <summary>Whether the etag that a caller names, if any, is that of what there is.</summary>
    public static Func<string?, bool> Matches(string etag) => tag => etag.Length == 0 || etag == tag;

    /// <summary>What an edit has made; everything else is a failure.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="unknown">Says that there is no such row.</param>
    /// <param name="inUse">The reason, for machines, that something else still needs it.</param>
    public static EditOutcome<T>.Done Done<T>(EditOutcome<T> outcome, RpcException unknown, string inUse = "IN_CONFLICT") => outcome switch
    {
        EditOutcome<T>.Done done => done,
        EditOutcome<T>.Refused refused => throw GrpcErrors.Invalid(refused.Faults.All),
        EditOutcome<T>.Changed changed => throw GrpcErrors.Changed(changed.Tag),
        EditOutcome<T>.InUse used => throw GrpcErrors.Precondition(inUse, used.Detail),
        _ => throw unknown,
    };
}
