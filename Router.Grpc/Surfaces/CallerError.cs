using Router.Grpc.Admission.Budgets;
using Routing.Decisions;

namespace Router.Grpc.Surfaces;

/// <summary>An error as a caller gets to see it, for each <see cref="IErrorForm"/> to put in its own words.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Class of error in OpenAI's words, as in <c>invalid_request_error</c>.</param>
/// <param name="Code">Machine-readable reason.</param>
/// <param name="Message">What happened and what to do next; holds no key, no prompt, no text of a provider but on a caller's own fault.</param>
internal sealed record CallerError(int Status, string Type, string Code, string Message)
{
    /// <summary>The request field at fault; null when none is.</summary>
    public string? Param { get; init; }

    /// <summary>How long to wait before trying again; null when waiting does not help or nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why nothing may serve; written beside the message as data. Null for every other error.</summary>
    public RoutingError? Refusal { get; init; }

    /// <summary>The budget that has no room; written beside the message as data. Null for every other error.</summary>
    public BudgetRefusal? Budget { get; init; }

    /// <summary>False when the router has tried what there was to try, so that SDKs do not repeat it all.</summary>
    public bool MayRetry { get; init; } = true;
}
