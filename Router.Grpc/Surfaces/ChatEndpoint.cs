using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;

namespace Router.Grpc.Surfaces;

/// <summary>Serves a chat, plain or streamed, on any HTTP surface: read, decide, relay, and say what went wrong.</summary>
internal sealed class ChatEndpoint(ChatIntake intake, QuotaIntake quotas, ChatDispatch dispatch, RouterSettings settings, TimeProvider time)
{
    public RequestDelegate For(IChatSurface surface) => context => HandleAsync(context, surface);

    private async Task HandleAsync(HttpContext context, IChatSurface surface)
    {
        if (await intake.ReadAsync(context, surface) is not { } call || !await quotas.AdmitAsync(context, surface.Errors, call))
        {
            return;
        }

        if (!call.Request.Others.IsEmpty)
        {
            await HandleAllAsync(context, surface, call);
            return;
        }

        if (call.Request.Stream)
        {
            await using var relay = OpenStream(context, surface, call);
            await StreamAsync(context, surface, relay, call);
        }
        else if (await dispatch.SendAsync(call, Relay(context, surface, call), context.RequestAborted) is CallEnd.Failed or CallEnd.Refused)
        {
            await FailAsync(context, surface, call);
        }

        LargeBody.GiveBack(context, call);
    }

    private async Task HandleAllAsync(HttpContext context, IChatSurface surface, ChatCall first)
    {
        if (await DecideAllAsync(context, surface, first) is { } calls)
        {
            await (first.Request.Stream ? StreamAllAsync(context, surface, calls) : AnswerAllAsync(context, surface, calls));
        }
    }

    /// <summary>Each chat of a body is decided, called and booked by itself.</summary>
    /// <returns>Null when the error has been written.</returns>
    private async Task<ChatCall[]?> DecideAllAsync(HttpContext context, IChatSurface surface, ChatCall first)
    {
        List<ChatCall> calls = [first];
        foreach (var request in first.Request.Others)
        {
            if (!dispatch.TryDecide(request, first.Hints, first.Caller, first.RequestId, out var call, out var error))
            {
                calls.ForEach(static taken => taken.Quota?.Cancel());
                await ErrorAnswer.WriteAsync(context, surface.Errors, CallerErrors.Of(error, time.GetUtcNow()));
                return null;
            }

            if (!await quotas.AdmitAsync(context, surface.Errors, call))
            {
                calls.ForEach(static taken => taken.Quota?.Cancel());
                return null;
            }

            call.Wishes = first.Wishes;
            calls.Add(call);
        }

        return [.. calls];
    }

    // The headers tell of the first.
    private async Task AnswerAllAsync(HttpContext context, IChatSurface surface, ChatCall[] calls)
    {
        var relays = Array.ConvertAll(calls, static _ => new KeptRelay());
        var ends = await Task.WhenAll(calls.Zip(relays, (call, relay) => dispatch.SendAsync(call, relay, context.RequestAborted)));
        if (Array.FindIndex(ends, static end => end != CallEnd.Served) is var failed and >= 0)
        {
            if (ends[failed] is CallEnd.Failed or CallEnd.Refused)
            {
                await FailAsync(context, surface, calls[failed]);
            }

            return;
        }

        var body = surface.Join([.. calls.Zip(relays, (call, relay) => surface.Compose(call.LastAttempt!, relay.Completion!).Bytes)]);
        RoutingHeaders.WriteServed(context.Response.Headers, calls[0].LastAttempt!);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    private static CompletionRelay Relay(HttpContext context, IChatSurface surface, ChatCall call) =>
        new(context.Response, surface, ExplainedCall.JsonIfAsked(call, context.Request.Headers));

    private static Task FailAsync(HttpContext context, IChatSurface surface, ChatCall call)
    {
        RoutingHeaders.WriteFailed(context.Response.Headers, call);
        return ErrorAnswer.WriteAsync(context, surface.Errors, CallerErrors.Of(call));
    }

    private StreamRelay OpenStream(HttpContext context, IChatSurface surface, ChatCall call)
    {
        var framing = surface.Frame(call, ExplainedCall.JsonIfAsked(call, context.Request.Headers));
        return new(context.Response, call, framing, settings.Timeouts.KeepAlive, time);
    }

    // One after the other, so that a caller who reads slowly holds up one provider at a time.
    private async Task StreamAllAsync(HttpContext context, IChatSurface surface, ChatCall[] calls)
    {
        await using var relay = OpenStream(context, surface, calls[0]);
        for (var index = 0; index < calls.Length; index++)
        {
            if (index > 0)
            {
                await relay.NextAsync(calls[index]);
            }

            if (!await StreamAsync(context, surface, relay, calls[index]))
            {
                Array.ForEach(calls[(index + 1)..], static waiting => waiting.Quota?.Cancel());
                return;
            }
        }
    }

    /// <returns>False when the answer did not come to its own end, which the caller has been told.</returns>
    private async Task<bool> StreamAsync(HttpContext context, IChatSurface surface, StreamRelay relay, ChatCall call)
    {
        switch (await dispatch.SendAsync(call, relay, context.RequestAborted))
        {
            case CallEnd.Served:
                return true;
            case CallEnd.Broken:
                await relay.FailAsync(CallerErrors.Broken(call));
                break;
            case CallEnd.Failed or CallEnd.Refused when await relay.TryFailAsync(CallerErrors.Of(call)):
                break;
            case CallEnd.Failed or CallEnd.Refused:
                await FailAsync(context, surface, call);
                break;
        }

        return false;
    }
}
