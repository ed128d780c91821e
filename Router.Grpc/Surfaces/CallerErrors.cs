using System.Globalization;
using System.Text;
using Providers.Chat;
using Providers.Failures;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Budgets;
using Router.Grpc.Admission.Quotas;
using Router.Grpc.Forwarding;
using Routing.Catalog;
using Routing.Decisions;

namespace Router.Grpc.Surfaces;

/// <summary>The one place that maps failures to what HTTP callers are told, whatever their protocol.</summary>
internal static class CallerErrors
{
    /// <summary>Every candidate is overloaded or cannot be reached.</summary>
    public const string Unavailable = "providers_unavailable";

    private const string InvalidRequest = "invalid_request_error";
    private const string ApiError = "api_error";
    private const string PermissionError = "permission_error";
    private static readonly TimeSpan StoreBack = TimeSpan.FromSeconds(2);

    public static readonly CallerError Unexpected =
        new(500, ApiError, "internal_error", "The router failed unexpectedly. Its log has the cause under this x-request-id.");

    public static readonly CallerError UnsupportedContentType =
        new(415, InvalidRequest, "unsupported_media_type", "Send the request as JSON with the header content-type: application/json, not compressed.");

    public static readonly CallerError ServiceKeyNeeded =
        new(403, PermissionError, "service_key_needed", "The snapshot shows how this router is set up. Off loopback, or where a service key is set, it is served only with that key in x-service-key.");

    public static CallerError UnknownRoute(string method, string path) =>
        new(404, InvalidRequest, "unknown_url", $"Nothing is served at {method} {path}. Chats go to POST /v1/chat/completions, models are listed at GET /v1/models.");

    public static CallerError WrongMethod(string method, string path, string allowed) =>
        new(405, InvalidRequest, "method_not_allowed", $"{path} takes {allowed}, not {method}.");

    public static CallerError UnknownModel(string id) =>
        new(404, InvalidRequest, "model_not_found", $"The model \"{id}\" does not exist. GET /v1/models lists those that do.") { Param = "model" };

    public static CallerError UnknownResponse(string id, string why) =>
        new(404, InvalidRequest, "response_not_found", $"The response \"{id}\" cannot be found. {why}") { Param = "id" };

    /// <summary>Nothing is under way that could be cancelled.</summary>
    public static CallerError ResponseIsWhole(string id) =>
        new(400, InvalidRequest, "response_not_cancellable", $"The response \"{id}\" was whole when it was given: only one made with background could be cancelled, and none is served. Hang up to cancel an answer.") { Param = "id" };

    public static CallerError ResponseBeyondKey(DeploymentId deployment) =>
        new(403, PermissionError, "not_in_key_scope", $"The response was given by {deployment}, which is beyond what this key may use.");

    /// <summary>Why a provider does not hand over what it keeps.</summary>
    public static CallerError StoredResponse(ProviderId provider, UpstreamFailure failure) => failure.Kind is FailureKind.CallerFault
        ? new(failure.Status ?? 400, InvalidRequest, "invalid_request", failure.CallerDetail ?? failure.Message)
        : new(502, ApiError, "providers_failed", $"{provider}, which keeps the response, failed: {failure.Message}") { RetryAfter = failure.RetryAfter };

    public static CallerError Of(IReadOnlyList<RequestFault> faults) => new(400, InvalidRequest, "invalid_request", Join(faults))
    {
        Param = faults[0].Field.Length > 0 ? faults[0].Field : null,
    };

    /// <summary>What went wrong while the body was read.</summary>
    public static CallerError Of(BadHttpRequestException fault, long bodyLimit) => fault.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new(413, InvalidRequest, "request_too_large", $"The request body is larger than {bodyLimit} bytes, the most this router takes. Shorten the conversation or raise Router__RequestBodyLimit."),
        StatusCodes.Status408RequestTimeout => new(408, InvalidRequest, "request_timeout", "The request body came too slowly.") { MayRetry = false },
        var status => new(status, InvalidRequest, "invalid_request", "The request could not be read as HTTP."),
    };

    /// <summary>Why a caller is not let in.</summary>
    public static CallerError Of(KeyFault fault) => fault switch
    {
        KeyFault.Missing or KeyFault.Invalid => new(401, InvalidRequest, "invalid_api_key", KeyFaults.MessageOf(fault)),
        KeyFault.Expired => new(401, InvalidRequest, "api_key_expired", KeyFaults.MessageOf(fault)),
        KeyFault.Disabled => new(403, PermissionError, "api_key_disabled", KeyFaults.MessageOf(fault)),
        KeyFault.NotReady => new(503, ApiError, "keys_not_ready", KeyFaults.MessageOf(fault)),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    /// <summary>Why a caller must wait.</summary>
    public static CallerError Of(QuotaRefusal refusal) =>
        new(429, refusal.Limit.Unit is QuotaUnit.Tokens ? "tokens" : "requests", "rate_limit_exceeded", refusal.Message) { RetryAfter = refusal.Wait };

    /// <summary>Why a request is not routed.</summary>
    /// <param name="error">The reason.</param>
    /// <param name="now">The time, for callers who need but wait.</param>
    public static CallerError Of(RoutingError error, DateTimeOffset now) => error.Kind switch
    {
        RoutingErrorKind.NoUsableCandidate when error.IsBeyondKey => new(403, PermissionError, "not_in_key_scope", error.Message) { Refusal = error },
        RoutingErrorKind.EmptyCatalog => new(503, ApiError, "no_models", error.Message) { MayRetry = false },
        RoutingErrorKind.UnknownModel => new(404, InvalidRequest, "model_not_found", error.Message) { Param = "model" },
        RoutingErrorKind.UnknownTier => new(404, InvalidRequest, "tier_not_found", error.Message) { Param = "model" },
        RoutingErrorKind.UnknownPolicy => new(400, InvalidRequest, "unknown_policy", error.Message) { Param = "routing.policy" },
        RoutingErrorKind.UnknownResponse => new(400, InvalidRequest, "previous_response_not_found", error.Message) { Param = "previous_response_id" },
        RoutingErrorKind.InvalidSelector => new(400, InvalidRequest, "invalid_model", error.Message) { Param = "model" },
        RoutingErrorKind.NoUsableCandidate => new(503, ApiError, "no_usable_model", error.Message) { MayRetry = false, Refusal = error, RetryAfter = WaitFor(error.Relaxation, now) },
        _ => throw new ArgumentOutOfRangeException(nameof(error), error.Kind, null),
    };

    /// <summary>What a caller learns when no candidate answered.</summary>
    public static CallerError Of(ChatCall call)
    {
        if (call.Refusal is { } refusal)
        {
            return Of(refusal);
        }

        var verdict = FailureVerdict.Of(call);
        var (status, type, code) = verdict.Kind switch
        {
            VerdictKind.CallerFault => (verdict.Status, InvalidRequest, "invalid_request"),
            VerdictKind.ContentPolicy => (400, InvalidRequest, "content_policy_violation"),
            VerdictKind.ContextLength => (400, InvalidRequest, "context_length_exceeded"),
            VerdictKind.RateLimited => (429, "rate_limit_error", "rate_limit_exceeded"),
            VerdictKind.Unavailable => (503, ApiError, Unavailable),
            VerdictKind.OutOfTime => (504, ApiError, "deadline_exceeded"),
            VerdictKind.Failed => (502, ApiError, "providers_failed"),
            _ => throw new ArgumentOutOfRangeException(nameof(call), verdict.Kind, null),
        };

        return new(status, type, code, verdict.Message) { RetryAfter = verdict.RetryAfter, MayRetry = false };
    }

    // The step's moment is cut to the second.
    private static TimeSpan? WaitFor(Relaxation? way, DateTimeOffset now) => way is { Steps: [{ Kind: RelaxationKind.Wait, Value: var until }] }
        && DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment >= now
            ? moment - now + TimeSpan.FromSeconds(1)
            : null;

    private static CallerError Of(BudgetRefusal refusal) => refusal.Kind switch
    {
        BudgetRefusalKind.Exhausted => new(402, "insufficient_quota", "budget_exceeded", refusal.Message) { Budget = refusal, MayRetry = false },
        BudgetRefusalKind.Unpriced => new(402, "insufficient_quota", "model_unpriced", refusal.Message) { Budget = refusal, MayRetry = false },
        _ => new(503, ApiError, "budget_store_unavailable", refusal.Message) { Budget = refusal, RetryAfter = StoreBack },
    };

    /// <summary>What a caller learns when an answer breaks off in the middle.</summary>
    public static CallerError Broken(ChatCall call) => new(502, ApiError, "stream_interrupted", FailureVerdict.Broken(call)) { MayRetry = false };

    private static string Join(IReadOnlyList<RequestFault> faults)
    {
        var text = new StringBuilder();
        foreach (var (field, message) in faults)
        {
            text.Append(text.Length > 0 ? " " : "");
            if (field.Length > 0)
            {
                text.Append(field).Append(": ");
            }

            text.Append(message);
        }

        return text.ToString();
    }
}
