using Providers.Failures;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Router.Grpc.Telemetry;
using Routing.Health;

namespace Router.Grpc.Caching;

/// <summary>
/// Answers a request with what the very same one was answered before, and lets the same requests at the same moment share one call. What is
/// kept is the provider's answer; it is read again as if it had just come, so that every surface replays it in its own form.
/// </summary>
internal sealed class ResponseCache(
    LocalAnswers local, SharedAnswers shared, Flights flights, CacheInstruments instruments, RouterSettings settings, TimeProvider time)
{
    /// <summary>Whether a request goes through the cache.</summary>
    public bool Serves(ChatCall call) => settings.Cache.Mode switch
    {
        CacheMode.Off => false,
        CacheMode.On => call.Wishes.Cache != CacheWish.Off,
        _ => call.Wishes.Cache is { } wish ? wish != CacheWish.Off : call.Caller.ResponseCache,
    };

    /// <summary>Serves a request by the answer that is kept, by that of another under way, or by its own attempts.</summary>
    /// <param name="call">The request.</param>
    /// <param name="operation">What is done at a provider.</param>
    /// <param name="send">Makes the attempts, for what the cache cannot answer.</param>
    /// <param name="callerGone">Cancelled when the caller hangs up.</param>
    public async Task<CallEnd> ServeAsync(ChatCall call, IOperation operation, Func<IOperation, CancellationToken, Task<CallEnd>> send, CancellationToken callerGone)
    {
        call.Cache = CacheUse.Miss;
        var end = await FindAndServeAsync(CacheKey.Of(call, operation, settings.Cache.Sharing), new(call, operation, send, callerGone));
        instruments.Served(call.Cache);
        return end;
    }

    private async Task<CallEnd> FindAndServeAsync(CacheKey key, Request request)
    {
        if (request.Call.Wishes.Cache == CacheWish.Refresh)
        {
            return (await SendAsync(key, request)).End;
        }

        if (local.Find(key) is { } known && await TryReplayAsync(key, known, request) is { } replayed)
        {
            return replayed;
        }

        if (flights.Join(key) is not { } flight)
        {
            return await LeadAsync(key, request);
        }

        try
        {
            if (await flight.WaitAsync(Patience(request.Call), time, request.CallerGone) is { } given && await TryReplayAsync(key, given, request) is { } followed)
            {
                return followed;
            }
        }
        catch (TimeoutException)
        {
            // What is left of its time is for a call of its own.
        }
        catch (OperationCanceledException) when (request.CallerGone.IsCancellationRequested)
        {
            return CallEnd.Aborted;
        }

        return (await SendAsync(key, request)).End;
    }

    private async Task<CallEnd> LeadAsync(CacheKey key, Request request)
    {
        CachedAnswer? answer = null;
        try
        {
            // Whoever led a moment ago may have landed since.
            answer = local.Find(key) ?? await FetchAsync(key);
            if (answer is not null && await TryReplayAsync(key, answer, request) is { } replayed)
            {
                return replayed;
            }

            (var end, answer) = await SendAsync(key, request);
            return end;
        }
        finally
        {
            flights.Land(key, answer);
        }
    }

    private async ValueTask<CachedAnswer?> FetchAsync(CacheKey key)
    {
        if (await shared.FindAsync(key) is not { } answer)
        {
            return null;
        }

        local.Keep(key, answer);
        return answer;
    }

    private async Task<(CallEnd End, CachedAnswer? Answer)> SendAsync(CacheKey key, Request request)
    {
        var recorded = new RecordedOperation(request.Operation, settings.Cache.EntryBytes);
        var end = await request.Send(recorded, request.CallerGone);
        if (end != CallEnd.Served || !IsAsDecided(request.Call) || recorded.AnswerOf(request.Call.LastAttempt!, time.GetUtcNow() + settings.Cache.Lifetime) is not { } answer)
        {
            return (end, null);
        }

        local.Keep(key, answer);
        shared.Keep(key, answer);
        return (end, answer);
    }

    // An answer that came after a failure, from whom the decision put second, or shortened by a budget is good for this request and not
    // for the next hour.
    private static bool IsAsDecided(ChatCall call) =>
        call.Failures.Count == 0 && !call.IsShortened && call.LastAttempt!.Candidate.Deployment.Id == call.Decision.Primary.Deployment.Id;

    /// <returns>Null when it cannot be replayed and the caller has seen nothing of it.</returns>
    private async Task<CallEnd?> TryReplayAsync(CacheKey key, CachedAnswer known, Request request)
    {
        var (call, operation, _, callerGone) = request;
        var attempt = Replayed(call, operation, known);
        using var response = known.ToResponse();
        using var clock = new AttemptClock(time, call.StartTimestamp, call.TimeLimit, callerGone);
        await using var answer = operation.Read(attempt, response, clock);
        (call.LastAttempt, call.Cache) = (attempt, CacheUse.Hit);
        UpstreamFailure? failure;
        try
        {
            failure = await answer.OpenAsync(callerGone) ?? await answer.RelayAsync(callerGone);
        }
        catch (Exception e) when (callerGone.IsCancellationRequested && (e is OperationCanceledException || UpstreamFailure.From(e) is not null))
        {
            return CallEnd.Aborted;
        }

        if (failure is null)
        {
            return CallEnd.Served;
        }

        local.Remove(key);
        if (operation.Committed)
        {
            call.Failures.Add(new(attempt.Candidate.Deployment.Id, failure));
            return CallEnd.Broken;
        }

        (call.LastAttempt, call.Cache) = (null, CacheUse.Miss);
        return null;
    }

    // An attempt that nobody makes: number 0, unknown to ledger and health.
    private Attempt Replayed(ChatCall call, IOperation operation, CachedAnswer known)
    {
        var candidate = call.Decision.Primary;
        return new()
        {
            Call = call,
            Operation = operation.Name,
            Subject = HealthSubject.Of(candidate.Deployment.Id, operation.Health),
            Patience = operation.Patience,
            Candidate = candidate,
            Connection = call.Feed.Connections[candidate.Provider.Id],
            Number = 0,
            EventId = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
            SentTimestamp = time.GetTimestamp(),
            Accepted = true,
            Dropped = known.Dropped,
        };
    }

    // A caller in a hurry keeps half its time for a call of its own.
    private TimeSpan Patience(ChatCall call)
    {
        var left = call.TimeLeft(time);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : call.IsHurried ? left / 2 : left;
    }

    /// <summary>One request on its way through the cache.</summary>
    private readonly record struct Request(ChatCall Call, IOperation Operation, Func<IOperation, CancellationToken, Task<CallEnd>> Send, CancellationToken CallerGone);
}
