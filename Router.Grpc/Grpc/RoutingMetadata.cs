using System.Globalization;
using Grpc.Core;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;

namespace Router.Grpc.Grpc;

/// <summary>The metadata that tells a caller how its request was routed: the same names as in HTTP.</summary>
internal static class RoutingMetadata
{
    public static Metadata Served(Attempt attempt)
    {
        var deployment = attempt.Candidate.Deployment.Id;
        var metadata = Decided(attempt.Call);
        metadata.Add(RoutingHeaders.Model, RoutingHeaders.Encode(deployment.Model));
        metadata.Add(RoutingHeaders.Provider, RoutingHeaders.Encode(deployment.Provider.Value));
        metadata.Add(RoutingHeaders.Attempts, attempt.Call.Attempts.ToString(CultureInfo.InvariantCulture));
        if (attempt.Dropped.Count > 0)
        {
            metadata.Add(RoutingHeaders.Dropped, DroppedHeader.ValueOf(attempt.Dropped));
        }

        if (RoutingHeaders.CacheValue(attempt.Call) is { } cache)
        {
            metadata.Add(RoutingHeaders.Cache, cache);
        }

        return metadata;
    }

    public static Metadata Decided(ChatCall call)
    {
        var metadata = new Metadata
        {
            { RoutingHeaders.RequestId, call.RequestId },
            { RoutingHeaders.Decision, call.DecisionId },
        };

        if (call.Decision.Tier is { } tier)
        {
            metadata.Add(RoutingHeaders.Tier, RoutingHeaders.Encode(tier));
        }

        if (RoutingHeaders.ExperimentValue(call) is { } experiment)
        {
            metadata.Add(RoutingHeaders.Experiment, experiment);
        }

        if (call.Reservation?.Warning is { } warning)
        {
            metadata.Add(RoutingHeaders.Budget, RoutingHeaders.Encode(warning));
        }

        return metadata;
    }

    /// <summary>Adds to the trailers what only the end knows.</summary>
    public static void Trail(Metadata trailers, ChatCall call)
    {
        foreach (var entry in call.LastAttempt is { } last ? Served(last) : Decided(call))
        {
            trailers.Add(entry);
        }
    }
}
