namespace Providers.Failures;

/// <summary>Everything known of how providers say that something went wrong, in one place.</summary>
internal static class FailureClassifier
{
    public static UpstreamFailure Classify(int status, ErrorBody body, TimeSpan? retryAfter)
    {
        var kind = ByWords(status, body) ?? ByStatus(status);
        return new()
        {
            Kind = kind,
            Status = status,
            RetryAfter = retryAfter ?? body.RetryAfter,
            Code = body.Codes.Count > 0 ? body.Codes[0] : null,
            Message = Describe(kind, status),
            CallerDetail = kind is FailureKind.CallerFault or FailureKind.ContextLength or FailureKind.ContentPolicy && body.Message.Length > 0
                ? body.Message
                : null,
        };
    }

    /// <summary>Classifies an error that came inside a stream or a 200, where only its words tell.</summary>
    public static UpstreamFailure ClassifyInBand(ErrorBody body, int? status)
    {
        // Without any sign of who is to blame it is the provider's: it had accepted the request.
        return Classify(status is >= 400 and < 600 ? status.Value : ByTypeWord(body), body, null);
    }

    private static FailureKind ByStatus(int status) => status switch
    {
        401 or 403 => FailureKind.Credential,
        402 => FailureKind.QuotaExceeded,
        404 or 410 => FailureKind.ModelGone,
        408 or 504 or 524 => FailureKind.Timeout,
        409 => FailureKind.Upstream,
        429 => FailureKind.RateLimited,
        451 => FailureKind.ContentPolicy,
        503 or 529 => FailureKind.Overloaded,
        405 => FailureKind.Upstream,
        >= 400 and < 500 => FailureKind.CallerFault,
        _ => FailureKind.Upstream,
    };

    // The words refine the status where providers use one status for several things.
    private static FailureKind? ByWords(int status, ErrorBody body)
    {
        if (body.Has("context_length_exceeded", "context_window_exceeded", "exceed_context_size_error")
            || (status is 400 or 413 or 422 && body.Says(
                "context length", "context window", "context limit", "context size", "prompt is too long", "exceeds the maximum number of tokens",
                "maximum prompt length", "model token limit")))
        {
            return FailureKind.ContextLength;
        }

        // Anthropic and DeepSeek have no code for it.
        if (body.Has("content_filter", "content_policy_violation", "responsibleaipolicyviolation")
            || (status is 400 && body.Says("content filtering policy", "content exists risk")))
        {
            return FailureKind.ContentPolicy;
        }

        if (body.Has("insufficient_quota", "billing_hard_limit_reached", "exceeded_current_quota_error", "billing_error")
            || (status is 400 or 403 && body.Says("credit balance is too low", "insufficient balance")))
        {
            return FailureKind.QuotaExceeded;
        }

        if (body.Has("invalid_api_key", "api_key_invalid", "authentication_error", "permission_error", "invalid_authentication_error"))
        {
            return FailureKind.Credential;
        }

        if (body.Has("model_not_found", "model_decommissioned", "model_not_active", "deploymentnotfound")
            || (status is 400 && body.Says("is not a valid model")))
        {
            return FailureKind.ModelGone;
        }

        if (status == 404 && body.Says("Item with id"))
        {
            // OpenAI's word for a reference in the input to what it does not keep.
            return FailureKind.CallerFault;
        }

        return body.Has("rate_limit_exceeded", "rate_limit_error", "rate_limit_reached_error") ? FailureKind.RateLimited
            : body.Has("overloaded_error", "engine_overloaded_error", "server_overloaded") ? FailureKind.Overloaded
            : null;
    }

    private static int ByTypeWord(ErrorBody body) =>
        body.Has("invalid_request_error", "invalid_argument", "request_too_large") ? 400
        : body.Has("not_found_error") ? 404
        : body.Has("timeout_error") ? 504
        : 502;

    private static string Describe(FailureKind kind, int status) => kind switch
    {
        FailureKind.CallerFault => $"The provider refuses the request ({status}).",
        FailureKind.ContextLength => "The prompt is longer than the model's context window.",
        FailureKind.ContentPolicy => "The provider declines the content.",
        FailureKind.Credential => $"The provider refuses the credential ({status}).",
        FailureKind.QuotaExceeded => $"The provider account's money or quota is used up ({status}).",
        FailureKind.ModelGone => $"The provider does not know the model ({status}).",
        FailureKind.RateLimited => $"The provider's rate limit is reached ({status}).",
        FailureKind.Overloaded => $"The provider is overloaded ({status}).",
        FailureKind.Timeout => $"The provider did not answer in time ({status}).",
        _ => $"The provider failed ({status}).",
    };
}
