using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Providers.Chat;
using Providers.Embeddings;
using Router.Grpc.Accounting;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Budgets;
using Router.Grpc.Caching;
using Router.Grpc.Embeddings;
using Router.Grpc.Explaining;
using Router.Grpc.Feeds;
using Router.Grpc.Health;
using Router.Grpc.Sessions;
using Router.Grpc.Settings;
using Router.Grpc.Telemetry;
using Routing.Decisions;
using Routing.Experiments;
using Routing.Features;
using Routing.Health;

namespace Router.Grpc.Forwarding;

/// <summary>The way of a request once a surface has read it: features, decision, attempts, ledger. The same for every surface.</summary>
internal sealed class ChatDispatch(
    CurrentFeed feed,
    CurrentHealth health,
    AttemptLoop loop,
    ResponseCache cache,
    DecisionLedger ledger,
    EndedCalls ended,
    RecentDecisions recent,
    RequestInstruments instruments,
    RequestLog log,
    WarmSessions sessions,
    BudgetGate budgets,
    RouterSettings settings,
    TimeProvider time)
{
    /// <summary>Decides on a request. State is read once, here, and passed down.</summary>
    /// <param name="request">As its surface has read it.</param>
    /// <param name="hints">What the caller says of the work.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="requestId">The trace id.</param>
    /// <param name="call">What was decided.</param>
    /// <param name="error">Why nothing was.</param>
    /// <param name="sends">Whether the request is to be served: the ledger keeps only the refusals of such, as it keeps only their decisions.</param>
    public bool TryDecide(
        ChatRequest request,
        RoutingHints hints,
        Caller caller,
        string requestId,
        [NotNullWhen(true)] out ChatCall? call,
        [NotNullWhen(false)] out RoutingError? error,
        bool sends = true)
    {
        var start = time.GetTimestamp();
        var state = feed.State;
        var defaults = new DefaultModels(caller.KeyDefaultModel, caller.ProjectDefaultModel, settings.DefaultModel);
        var (selector, profiles) = (request.Model, ProviderConnections.SupportedProfiles);
        if (request.Continues is { } stored)
        {
            if (!Continuation.TryBind(stored, request, hints, state, defaults, out var bounds, out error))
            {
                call = null;
                return false;
            }

            (selector, hints, profiles) = bounds;
        }
        else if (!request.OnlyOriginal.IsEmpty)
        {
            profiles = ResponseProviders.Profiles;
        }

        // What goes on from a kept response is bound to who gave it.
        var bucket = request.Continues is null ? Drawn(state, request, hints, caller, requestId, defaults) : null;
        var features = ChatFeatures.Of(request, RoutingPipeline.ReadsPrompt(state.Index, selector, defaults, hints.Policy, bucket));
        return TryDecide(
            new(state, request, selector, features, hints, profiles, caller, requestId, start) { Sends = sends, Experiment = bucket }, out call, out error);
    }

    /// <summary>Decides on a request for embeddings, which keeps to one model unless others are allowed.</summary>
    public bool TryDecide(
        EmbeddingRequest request,
        RoutingHints hints,
        bool allowsOtherModels,
        Caller caller,
        string requestId,
        [NotNullWhen(true)] out ChatCall? call,
        [NotNullWhen(false)] out RoutingError? error)
    {
        var start = time.GetTimestamp();

        // A session is about a prompt that grows; nothing of the kind is cached here.
        hints = hints.SessionId is null ? hints : hints with { SessionId = null };
        var chat = ChatRequest.WithoutConversation(request.Model, request.Facts, hints);
        return TryDecide(
            new(feed.State, chat, request.Model, EmbeddingFeatures.Of(request), hints, EmbeddingFeatures.Profiles(request), caller, requestId, start) { OneModel = !allowsOtherModels, Operation = HealthOperation.Embed },
            out call,
            out error);
    }

    private static ExperimentBucket? Drawn(
        FeedState state, ChatRequest request, RoutingHints hints, Caller caller, string requestId, in DefaultModels defaults) =>
        Assignment.Of(state.Index, request.Model, defaults, hints.Policy, new(
            requestId, hints.SessionId, request.EndUser ?? caller.EndUser, caller.KeyId, caller.ProjectId, hints.ExecutionId));

    private bool TryDecide(in Question question, [NotNullWhen(true)] out ChatCall? call, [NotNullWhen(false)] out RoutingError? error)
    {
        var (state, request, selector, features, hints, profiles, caller, requestId, start) = question;
        var now = time.GetUtcNow();
        var bounds = budgets.Of(question.Caller, now);
        var input = new DecisionInput
        {
            Index = state.Index,
            Selector = selector,
            Features = features,
            Hints = hints,
            CredentialsHeld = state.CredentialsHeld,
            SupportedProfiles = profiles,
            Health = health.For(question.Operation),
            KeyScope = caller.Scope,
            KeyDefaultModel = caller.KeyDefaultModel,
            ProjectDefaultModel = caller.ProjectDefaultModel,
            DefaultModel = settings.DefaultModel,
            Session = sessions.Find(hints.SessionId),
            Experiment = question.Experiment,
            BudgetBand = bounds.Band,
            HasHardBudget = bounds.NeedPrices,
            Time = now,
        };
        var outcome = RoutingPipeline.Decide(input);
        if (instruments.MeasuresDecisions)
        {
            instruments.Decided(time.GetElapsedTime(start));
        }

        var id = LedgerIds.New(now);
        if (outcome is not RoutingOutcome.Decided(var decision))
        {
            call = null;
            error = Refused(id, caller, input, ((RoutingOutcome.Refused)outcome).Error, question.Sends, start);
            error = (Continuation.Withheld(request) ?? ResponseProviders.Withheld(request)) is { } reason ? error with { Message = $"{error.Message} {reason}" } : error;
            return false;
        }

        if (question.OneModel && ComparableVectors.Refusal(decision, state.Index) is { } refusal)
        {
            call = null;
            error = refusal;
            return false;
        }

        error = null;
        call = new()
        {
            RequestId = requestId,
            Caller = caller,
            Request = request,
            Hints = hints,
            Features = features,
            Feed = state,
            Input = input,
            Decision = decision,
            Candidates = question.OneModel ? ComparableVectors.Of(decision.Candidates) : decision.Candidates,
            DecisionId = id,
            Time = now,
            StartTimestamp = start,
        };
        recent.Add(new(call.DecisionId, input, outcome));
        return true;
    }

    // Only what was considered and left out is worth asking about; a name that leads nowhere is its own explanation.
    private RoutingError Refused(string id, Caller caller, DecisionInput input, RoutingError error, bool sends, long start)
    {
        if (error.Kind is not RoutingErrorKind.NoUsableCandidate)
        {
            return error;
        }

        recent.Add(new(id, input, new RoutingOutcome.Refused(error)));
        if (sends)
        {
            ledger.AddRefused(id, caller, input, error, time.GetElapsedTime(start));
        }

        return error with { DecisionId = id };
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
            if (call.Decision.Experiment is { } part)
            {
                span.SetTag("routing.experiment", part.Experiment);
                span.SetTag("routing.variant", part.Variant);
            }
        }

        var most = settings.Timeouts.Total;
        call.IsHurried = call.Wishes.TimeLimit < most;
        call.TimeLimit = call.IsHurried ? call.Wishes.TimeLimit!.Value : most;
        CallEnd end;
        try
        {
            end = cache.Serves(call) ? await ServeCachedAsync(call, operation, callerGone) : await ServeAsync(call, operation, callerGone);
        }
        finally
        {
            call.Quota?.Settle(call.LastAttempt is { } last ? AttemptUsage.Of(last).TotalTokens : 0);
        }

        ended.Add(EndedCall.Of(call, end, time.GetElapsedTime(call.StartTimestamp)));
        instruments.Ended(call, end);
        log.Ended(call, end);
        return end;
    }

    private Task<CallEnd> ServeCachedAsync(ChatCall call, IOperation operation, CancellationToken callerGone) =>
        cache.ServeAsync(call, operation, (recorded, gone) => ServeAsync(call, recorded, gone), callerGone);

    // What no budget bounds needs nothing set aside.
    private Task<CallEnd> ServeAsync(ChatCall call, IOperation operation, CancellationToken callerGone) =>
        budgets.Bound(call.Caller) ? ServeWithinBudgetsAsync(call, operation, callerGone) : loop.RunAsync(call, operation, callerGone);

    private async Task<CallEnd> ServeWithinBudgetsAsync(ChatCall call, IOperation operation, CancellationToken callerGone)
    {
        try
        {
            call.Refusal = await budgets.AdmitAsync(call, callerGone);
            return call.Refusal is null ? await loop.RunAsync(call, operation, callerGone) : CallEnd.Refused;
        }
        catch (OperationCanceledException) when (callerGone.IsCancellationRequested && call.Reservation is null)
        {
            return CallEnd.Aborted;
        }
        finally
        {
            call.Reservation?.Settle();
        }
    }

    /// <summary>What is to be decided.</summary>
    private readonly record struct Question(
        FeedState State, ChatRequest Request, string? Selector, RequestFeatures Features, RoutingHints Hints, NameSet Profiles, Caller Caller, string RequestId, long Start)
    {
        /// <summary>Whether nothing but the model chosen first may serve.</summary>
        public bool OneModel { get; init; }

        /// <summary>What was drawn for it; null outside experiments. Embeddings take part in none: their vectors must stay comparable.</summary>
        public ExperimentBucket? Experiment { get; init; }

        /// <summary>Whose health decides.</summary>
        public HealthOperation Operation { get; init; } = HealthOperation.Chat;

        /// <summary>Whether the request is to be served, so that the ledger keeps a refusal.</summary>
        public bool Sends { get; init; } = true;
    }
}
