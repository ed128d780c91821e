using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Providers.Chat;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Budgets;
using Router.Grpc.Admission.Quotas;
using Router.Grpc.Forwarding;
using Routing.Decisions;
using Routing.Money.Budgets;
using RpcStatus = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace Router.Grpc.Grpc;

/// <summary>The one place that maps failures to gRPC statuses, each with its machine-readable reason.</summary>
internal static class GrpcErrors
{
    private const string Domain = "aspire.routing";
    private const string DetailsTrailer = "grpc-status-details-bin";
    private static readonly Dictionary<string, string> Nothing = [];

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

    /// <summary>Why a caller is not let in.</summary>
    public static RpcException Of(KeyFault fault) => fault switch
    {
        KeyFault.Missing or KeyFault.Invalid => Compose(StatusCode.Unauthenticated, "INVALID_API_KEY", KeyFaults.MessageOf(fault)),
        KeyFault.Expired => Compose(StatusCode.Unauthenticated, "API_KEY_EXPIRED", KeyFaults.MessageOf(fault)),
        KeyFault.Disabled => Compose(StatusCode.PermissionDenied, "API_KEY_DISABLED", KeyFaults.MessageOf(fault)),
        KeyFault.NotReady => Compose(StatusCode.Unavailable, "KEYS_NOT_READY", KeyFaults.MessageOf(fault)),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    /// <summary>Why a caller must wait.</summary>
    public static RpcException Of(QuotaRefusal refusal) =>
        Compose(StatusCode.ResourceExhausted, "RATE_LIMIT_EXCEEDED", refusal.Message, new RetryInfo { RetryDelay = Duration.FromTimeSpan(refusal.Wait) });

    /// <summary>Answers a call that reaches no service: status, message and details stand in the headers then.</summary>
    public static void Answer(HttpResponse response, RpcException error)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)error.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(error.Status.Detail);
        foreach (var detail in error.Trailers)
        {
            response.Headers[detail.Key] = Convert.ToBase64String(detail.ValueBytes);
        }
    }

    public static RpcException Of(RoutingError error)
    {
        return error.Kind switch
        {
            RoutingErrorKind.NoUsableCandidate when error.IsBeyondKey => Compose(StatusCode.PermissionDenied, "NOT_IN_KEY_SCOPE", error.Message, RefusalWire.ToWire(error)),
            RoutingErrorKind.EmptyCatalog => Compose(StatusCode.FailedPrecondition, "NO_MODELS", error.Message),
            RoutingErrorKind.UnknownModel => Compose(StatusCode.NotFound, "MODEL_NOT_FOUND", error.Message),
            RoutingErrorKind.UnknownTier => Compose(StatusCode.NotFound, "TIER_NOT_FOUND", error.Message),
            RoutingErrorKind.UnknownPolicy => Compose(StatusCode.InvalidArgument, "UNKNOWN_POLICY", error.Message, Field("hints.policy", error.Message)),
            RoutingErrorKind.UnknownResponse => Compose(StatusCode.InvalidArgument, "PREVIOUS_RESPONSE_NOT_FOUND", error.Message),
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
        if (call.Refusal is { } refusal)
        {
            return Of(refusal);
        }

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

    private static RpcException Of(BudgetRefusal refusal)
    {
        var (code, reason) = refusal.Kind switch
        {
            BudgetRefusalKind.Exhausted => (StatusCode.ResourceExhausted, "BUDGET_EXCEEDED"),
            BudgetRefusalKind.Unpriced => (StatusCode.ResourceExhausted, "MODEL_UNPRICED"),
            _ => (StatusCode.Unavailable, "BUDGET_STORE_UNAVAILABLE"),
        };
        var facts = new Dictionary<string, string>
        {
            ["budget"] = refusal.Budget.Id,
            ["scope"] = refusal.Budget.Scope.ToString(),
            ["period"] = BudgetNames.Of(refusal.Budget.Period),
            ["limit_nanos"] = refusal.Budget.Limit.Value.ToString(CultureInfo.InvariantCulture),
            ["left_nanos"] = refusal.Left.Value.ToString(CultureInfo.InvariantCulture),
            ["needed_nanos"] = refusal.Needed.Value.ToString(CultureInfo.InvariantCulture),
            ["resets_at"] = refusal.Window.End?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "",
        };
        return Compose(code, reason, refusal.Message, facts: facts);
    }

    /// <summary>What a caller learns when an answer breaks off in the middle.</summary>
    public static RpcException Broken(ChatCall call) => Compose(StatusCode.Unavailable, "STREAM_INTERRUPTED", FailureVerdict.Broken(call));

    private static BadRequest Field(string field, string description) =>
        new() { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = description } } };

    private static RpcException Compose(
        StatusCode code, string reason, string message, IMessage? detail = null, IReadOnlyDictionary<string, string>? facts = null)
    {
        var status = new RpcStatus { Code = (int)code, Message = message };
        // Type is what this version of the package calls field 1; on the wire and in every newer one it is the reason.
        var info = new ErrorInfo { Domain = Domain, Type = reason };
        foreach (var (name, value) in facts ?? Nothing)
        {
            info.Metadata[name] = value;
        }

        status.Details.Add(Any.Pack(info));
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return new(new Status(code, message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }
}
