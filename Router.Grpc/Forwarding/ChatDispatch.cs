using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Providers.Chat;
using Router.Grpc.Accounting;
using Router.Grpc.Explaining;
using Router.Grpc.Feeds;
using Router.Grpc.Health;
using Router.Grpc.Sessions;
using Router.Grpc.Settings;
using Router.Grpc.Telemetry;
using Routing.Decisions;
using Routing.Features;

namespace Router.Grpc.Forwarding;

/// <summary>The way of a request once a surface has read it: features, decision, attempts, ledger. The same for every surface.</summary>
internal sealed class ChatDispatch(
    CurrentFeed feed,
    CurrentHealth health,
    AttemptLoop loop,
    DecisionLedger ledger,
    RecentDecisions recent,
    RequestInstruments instruments,
    RequestLog log,
    WarmSessions sessions,
    RouterSettings settings,
    TimeProvider time)
{
    /// <summary>Decides on a request. State is read once, here, and passed down.</summary>
    public bool TryDecide(
        ChatRequest request,
        RoutingHints hints,
        string requestId,
        [NotNullWhen(true)] out ChatCall? call,
        [NotNullWhen(false)] out RoutingError? error)
    {
        var start = time.GetTimestamp();
        var now = time.GetUtcNow();
        var state = feed.State;
        var features = ChatFeatures.Of(request, RoutingPipeline.ReadsPrompt(state.Index, request.Model, settings.DefaultModel, hints.Policy));
        var input = new DecisionInput
        {
            Index = state.Index,
            Selector = request.Model,
            Features = features,
            Hints = hints,
            CredentialsHeld = state.CredentialsHeld,
            SupportedProfiles = ProviderConnections.SupportedProfiles,
            Health = health.View,
            DefaultModel = settings.DefaultModel,
            Session = sessions.Find(hints.SessionId),
            Time = now,
        };
        var outcome = RoutingPipeline.Decide(input);
        if (instruments.MeasuresDecisions)
        {
            instruments.Decided(time.GetElapsedTime(start));
        }

        if (outcome is not RoutingOutcome.Decided(var decision))
        {
            call = null;
            error = ((RoutingOutcome.Refused)outcome).Error;
            return false;
        }

        error = null;
        call = new()
        {
            RequestId = requestId,
            Request = request,
            Hints = hints,
            Features = features,
            Feed = state,
            Input = input,
            Decision = decision,
            DecisionId = Guid.CreateVersion7(now).ToString(),
            Time = now,
            StartTimestamp = start,
        };
        recent.Add(new(call.DecisionId, input, decision));
        return true;
    }

    /// <summary>Serves a chat that has been decided on.</summary>
    public Task<CallEnd> SendAsync(ChatCall call, IAnswerRelay relay, CancellationToken callerGone) =>
        SendAsync(call, new ChatOperation(call, relay, settings.Timeouts, time), callerGone);

    /// <summary>Serves any request that has been decided on.</summary>
    public async Task<CallEnd> SendAsync(ChatCall call, IOperation operation, CancellationToken callerGone)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.SetTag("routing.decision.id", call.DecisionId);
            span.SetTag("routing.tier", call.Decision.Tier);
        }

        var most = settings.Timeouts.Total;
        call.IsHurried = call.Wishes.TimeLimit < most;
        call.TimeLimit = call.IsHurried ? call.Wishes.TimeLimit!.Value : most;
        var end = await loop.RunAsync(call, operation, callerGone);
        ledger.Add(call, end, time.GetElapsedTime(call.StartTimestamp));
        instruments.Ended(call, end);
        log.Ended(call, end);
        return end;
    }
}
