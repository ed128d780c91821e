using System.Diagnostics.CodeAnalysis;
using Providers.Chat;
using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using Routing.Features;

namespace Router.Grpc.Surfaces;

/// <summary>The way of a chat until it is decided: body, reader, hints, decision. The same for every HTTP surface.</summary>
internal sealed class ChatIntake(ChatDispatch dispatch, RouterSettings settings, TimeProvider time)
{
    /// <summary>Reads and decides; what is wrong with the request is answered on the spot, all of it at once.</summary>
    /// <param name="context">The request.</param>
    /// <param name="surface">Who reads it.</param>
    /// <param name="sends">Whether it is to be served, rather than explained alone.</param>
    /// <returns>Null when there is nothing more to do: the error has been written, or the answer.</returns>
    public async ValueTask<ChatCall?> ReadAsync(HttpContext context, IChatSurface surface, bool sends = true)
    {
        surface.Errors.WriteHeaders(context.Response.Headers, RequestIds.Of(context));
        var error = CallerErrors.UnsupportedContentType;
        if (surface.Accepts(context.Request))
        {
            if (await TakeBodyAsync(context, surface.Errors) is not { } body)
            {
                return null;
            }

            if (sends && surface.AnswerItself(context, body) is { } answered)
            {
                await answered;
                return null;
            }

            if (TryDecide(context, surface, body, sends, out var call, out error))
            {
                return call;
            }
        }

        await ErrorAnswer.WriteAsync(context, surface.Errors, error);
        return null;
    }

    private bool TryDecide(
        HttpContext context, IChatSurface surface, ReadOnlyMemory<byte> body, bool sends, [NotNullWhen(true)] out ChatCall? call, [NotNullWhen(false)] out CallerError? error)
    {
        call = null;
        var reading = surface.Read(context.Request, body);
        List<RequestFault> faults = reading.Faults.IsEmpty ? [] : [.. reading.Faults];
        var (hints, wishes) = (reading.Request?.Hints ?? RoutingHints.None, default(CallerWishes));
        if (RoutingHeaders.AreIn(context.Request.Headers))
        {
            hints = HintHeaders.Complete(hints, context.Request.Headers, faults);
            wishes = CallerWishes.Read(context.Request.Headers, faults);
        }

        if (!reading.IsValid || faults.Count > 0)
        {
            error = CallerErrors.Of(faults);
            return false;
        }

        if (!dispatch.TryDecide(reading.Request, hints, Caller.Of(context), RequestIds.Of(context), out call, out var refusal, sends))
        {
            error = CallerErrors.Of(refusal, time.GetUtcNow());
            return false;
        }

        error = null;
        call.Wishes = wishes;
        return true;
    }

    /// <summary>Reads the body of a request that is no chat.</summary>
    /// <param name="context">The request.</param>
    /// <param name="accepted">Whether its headers promise a body that the surface can read.</param>
    /// <param name="errors">How errors look.</param>
    /// <returns>Null when the body cannot be read, and the error has been written.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context, bool accepted, IErrorForm errors)
    {
        if (accepted)
        {
            return await TakeBodyAsync(context, errors);
        }

        await ErrorAnswer.WriteAsync(context, errors, CallerErrors.UnsupportedContentType);
        return null;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> TakeBodyAsync(HttpContext context, IErrorForm errors)
    {
        try
        {
            return await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException fault)
        {
            await ErrorAnswer.WriteAsync(context, errors, CallerErrors.Of(fault, settings.RequestBodyLimit));
            return null;
        }
    }
}
