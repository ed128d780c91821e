using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Providers.Chat;
using Router.Grpc.Forwarding;
using Routing.Decisions;
using RpcStatus = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace Router.Grpc.Grpc;

/// <summary>The one place that maps failures to gRPC statuses, each with its machine-readable reason.</summary>
internal static class GrpcErrors
{
    private const string Domain = "aspire.routing";
    private const string DetailsTrailer = "grpc-status-details-bin";
    public static RpcException Of(IReadOnlyList<RequestFault> faults)
    {
        var request = new BadRequest();
        foreach (var (field, message) in faults)
        {
            request.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = field, Description = message });
        }

        var first = faults[0];
        return Compose(StatusCode.InvalidArgument, "INVALID_REQUEST", first.Field.Length > 0 ? $"{first.Field}: {first.Message}" : first.Message, request);
    }

    public static RpcException Of(RoutingError error)
    {
        return error.Kind switch
        {
            RoutingErrorKind.EmptyCatalog => Compose(StatusCode.FailedPrecondition, "NO_MODELS", error.Message),
            RoutingErrorKind.UnknownModel => Compose(StatusCode.NotFound, "MODEL_NOT_FOUND", error.Message),
            RoutingErrorKind.UnknownTier => Compose(StatusCode.NotFound, "TIER_NOT_FOUND", error.Message),
            RoutingErrorKind.UnknownPolicy => Compose(StatusCode.InvalidArgument, "UNKNOWN_POLICY", error.Message, Field("hints.policy", error.Message)),
            RoutingErrorKind.InvalidSelector => Compose(StatusCode.InvalidArgument, "INVALID_MODEL", error.Message, Field("model", error.Message)),
            RoutingErrorKind.NoUsableCandidate => Compose(StatusCode.FailedPrecondition, "NO_USABLE_MODEL", error.Message, RefusalWire.ToWire(error)),
            _ => throw new ArgumentOutOfRangeException(nameof(error), error.Kind, null),
        };
    }

    /// <summary>A failure that its place of origin has already put into words.</summary>
    public static RpcException Of(StatusCode code, string reason, string message) => Compose(code, reason, message);

    /// <summary>What a caller learns when no candidate answered.</summary>
    public static RpcException Of(ChatCall call)
    {
        var verdict = FailureVerdict.Of(call);
        var (code, reason) = verdict.Kind switch
        {
            VerdictKind.CallerFault => (StatusCode.InvalidArgument, "INVALID_REQUEST"),
            VerdictKind.ContentPolicy => (StatusCode.InvalidArgument, "CONTENT_POLICY_VIOLATION"),
            VerdictKind.ContextLength => (StatusCode.InvalidArgument, "CONTEXT_LENGTH_EXCEEDED"),
            VerdictKind.RateLimited => (StatusCode.ResourceExhausted, "RATE_LIMITED"),
            VerdictKind.Unavailable => (StatusCode.Unavailable, "PROVIDERS_UNAVAILABLE"),
            VerdictKind.OutOfTime => (StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED"),
            VerdictKind.Failed => (StatusCode.Unavailable, "PROVIDERS_FAILED"),
            _ => throw new ArgumentOutOfRangeException(nameof(call), verdict.Kind, null),
        };

        return verdict.RetryAfter is { } wait
            ? Compose(code, reason, verdict.Message, new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) })
            : Compose(code, reason, verdict.Message);
    }

    /// <summary>What a caller learns when an answer breaks off in the middle.</summary>
    public static RpcException Broken(ChatCall call) => Compose(StatusCode.Unavailable, "STREAM_INTERRUPTED", FailureVerdict.Broken(call));

    private static BadRequest Field(string field, string description) =>
        new() { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = description } } };

    private static RpcException Compose(StatusCode code, string reason, string message, IMessage? detail = null)
    {
        var status = new RpcStatus { Code = (int)code, Message = message };
        // Type is what this version of the package calls field 1; on the wire and in every newer one it is the reason.
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = Domain, Type = reason }));
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return new(new Status(code, message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }
}
