using Providers.Chat;
using Router.Grpc.Feeds;
using Routing.Decisions;
using Routing.Features;

namespace Router.Grpc.Forwarding;

/// <summary>One request that has been decided on.</summary>
internal sealed class ChatCall
{
    /// <summary>The trace id, which callers see as <c>x-request-id</c>.</summary>
    public required string RequestId { get; init; }

    public required ChatRequest Request { get; init; }

    public required RoutingHints Hints { get; init; }

    public required RequestFeatures Features { get; init; }

    public required FeedState Feed { get; init; }

    /// <summary>Everything that decided.</summary>
    public required DecisionInput Input { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>UUID version 7 of the decision, in its usual text form.</summary>
    public required string DecisionId { get; init; }

    /// <summary>When the request was read.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The same as a timestamp of the clock, to measure from.</summary>
    public required long StartTimestamp { get; init; }

    /// <summary>The last attempt made; null before the first.</summary>
    public Attempt? LastAttempt { get; set; }

    /// <summary>Failures so far, one for each attempt that failed.</summary>
    public List<AttemptFailure> Failures { get; } = [];

    public int Attempts => LastAttempt?.Number ?? 0;
}
