using Providers;
using Providers.Failures;
using Providers.Streams;

namespace Router.Grpc.Forwarding;

/// <summary>An answer that comes event by event.</summary>
internal sealed class StreamedChat(
    Attempt attempt, HttpResponseMessage response, IAnswerRelay relay, AttemptClock clock, TimeSpan idle, TimeProvider time) : IUpstreamAnswer
{
    // What comes before the first content is a role and little more; a provider that goes on and on never gets there.
    private const int HeldLimit = 1 << 20;

    // A provider that is faster than its caller must neither fill our memory nor be held to the time that its first event had.
    private const int SentAtLeastEvery = 64 << 10;

    private readonly IAsyncEnumerator<UpstreamChunk> _events =
        attempt.Adapter.ReadChatStreamAsync(response, clock.Token).GetAsyncEnumerator(CancellationToken.None);

    private readonly List<UpstreamChunk> _held = [];
    private bool _ended;
    private int _unsent;
    private bool _finished;

    public async ValueTask<UpstreamFailure?> OpenAsync(CancellationToken callerGone)
    {
        var held = 0;
        for (var first = true; ; first = false)
        {
            try
            {
                var next = _events.MoveNextAsync();
                if (!next.IsCompleted && !first)
                {
                    clock.Allow(idle);
                }

                _ended = !await next;
            }
            catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is { } failure)
            {
                return failure;
            }

            if (_ended)
            {
                return null;
            }

            Note(_events.Current);
            if (_events.Current.IsContent)
            {
                return null;
            }

            held += _events.Current.Data.Length;
            if (held > HeldLimit)
            {
                return UpstreamFailure.Malformed($"The stream has {HeldLimit} bytes without any content.");
            }

            _held.Add(_events.Current.Keep());
        }
    }

    public async ValueTask<UpstreamFailure?> RelayAsync(CancellationToken callerGone)
    {
        try
        {
            return await HandOverAsync(callerGone);
        }
        catch (UpstreamFailureException e)
        {
            // To translate an event is to read it closer than before.
            return e.Failure;
        }
    }

    public ValueTask DisposeAsync() => _events.DisposeAsync();

    private async ValueTask<UpstreamFailure?> HandOverAsync(CancellationToken callerGone)
    {
        relay.Begin(attempt);
        foreach (var chunk in _held)
        {
            await HandOverAsync(chunk, callerGone);
        }

        while (!_ended)
        {
            await HandOverAsync(_events.Current, callerGone);
            _unsent += _events.Current.Data.Length;
            try
            {
                var next = _events.MoveNextAsync();
                if (!next.IsCompleted || _unsent > SentAtLeastEvery)
                {
                    // Events that came together leave together; nothing waits for one that has not come.
                    await FlushAsync();
                    clock.Allow(idle);
                    _unsent = 0;
                }

                _ended = !await next;
            }
            catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is { } failure)
            {
                return failure;
            }

            if (!_ended)
            {
                Note(_events.Current);
                if (attempt.AnswerBytes > CappedBody.AnswerLimit)
                {
                    return UpstreamFailure.Malformed($"The answer exceeds {CappedBody.AnswerLimit} bytes.");
                }
            }
        }

        clock.Pause();
        await relay.EndAsync(callerGone);
        return null;
    }

    private void Note(in UpstreamChunk chunk)
    {
        if (chunk.IsContent)
        {
            attempt.FirstContent ??= time.GetElapsedTime(attempt.SentTimestamp);
        }

        attempt.AnswerBytes += chunk.ContentBytes;
        _finished |= chunk.FinishReason is not null;
        if (chunk.Usage is { } usage)
        {
            attempt.Usage = usage;
            attempt.IsUsageFinal = _finished;
        }
    }

    private ValueTask HandOverAsync(in UpstreamChunk chunk, CancellationToken callerGone) => Unhurried(relay.RelayAsync(chunk, callerGone));

    private ValueTask FlushAsync() => Unhurried(relay.FlushAsync());

    // A slow caller's time is not the provider's.
    private ValueTask Unhurried(ValueTask sending)
    {
        if (!sending.IsCompleted)
        {
            clock.Pause();
        }

        return sending;
    }
}
