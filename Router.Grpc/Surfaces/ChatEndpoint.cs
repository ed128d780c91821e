using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;

namespace Router.Grpc.Surfaces;

/// <summary>Serves a chat, plain or streamed, on any HTTP surface: read, decide, relay, and say what went wrong.</summary>
internal sealed class ChatEndpoint(ChatIntake intake, ChatDispatch dispatch, RouterSettings settings, TimeProvider time)
{
    public RequestDelegate For(IChatSurface surface) => context => HandleAsync(context, surface);

    private async Task HandleAsync(HttpContext context, IChatSurface surface)
    {
        if (await intake.ReadAsync(context, surface) is { } call)
        {
            await (call.Request.Stream ? StreamAsync(context, surface, call) : AnswerAsync(context, surface, call));
        }
    }

    private async Task AnswerAsync(HttpContext context, IChatSurface surface, ChatCall call)
    {
        var relay = new CompletionRelay(context.Response, surface, ExplainedCall.JsonIfAsked(call, context.Request.Headers));
        if (await dispatch.SendAsync(call, relay, context.RequestAborted) == CallEnd.Failed)
        {
            RoutingHeaders.WriteFailed(context.Response.Headers, call);
            await ErrorAnswer.WriteAsync(context, surface.Errors, CallerErrors.Of(call));
        }
    }

    private async Task StreamAsync(HttpContext context, IChatSurface surface, ChatCall call)
    {
        var framing = surface.Frame(call, ExplainedCall.JsonIfAsked(call, context.Request.Headers));
        await using var relay = new StreamRelay(context.Response, call, framing, settings.Timeouts.KeepAlive, time);
        switch (await dispatch.SendAsync(call, relay, context.RequestAborted))
        {
            case CallEnd.Broken:
                await relay.FailAsync(CallerErrors.Broken(call));
                break;
            case CallEnd.Failed when await relay.TryFailAsync(CallerErrors.Of(call)):
                break;
            case CallEnd.Failed:
                RoutingHeaders.WriteFailed(context.Response.Headers, call);
                await ErrorAnswer.WriteAsync(context, surface.Errors, CallerErrors.Of(call));
                break;
        }
    }
}
