using Providers.Chat;
using Providers.OpenAi;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Routing.Features;

namespace Router.Grpc.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>, plain and streamed.</summary>
internal sealed class ChatCompletionsEndpoint(ChatDispatch dispatch, RouterSettings settings, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!RequestBody.IsJson(context.Request))
        {
            await OpenAiErrorWriter.WriteAsync(context, OpenAiErrors.UnsupportedContentType);
            return;
        }

        ReadOnlyMemory<byte> body;
        try
        {
            body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException fault)
        {
            await OpenAiErrorWriter.WriteAsync(context, OpenAiErrors.Of(fault, settings.RequestBodyLimit));
            return;
        }

        var reading = OpenAiChatReader.Read(body);
        var faults = new List<RequestFault>(reading.Faults);
        var hints = HintHeaders.Complete(reading.Request?.Hints ?? RoutingHints.None, context.Request.Headers, faults);
        if (!reading.IsValid || faults.Count > 0)
        {
            await OpenAiErrorWriter.WriteAsync(context, OpenAiErrors.Of(faults));
            return;
        }

        if (!dispatch.TryDecide(reading.Request, hints, RequestIds.Of(context), out var call, out var error))
        {
            await OpenAiErrorWriter.WriteAsync(context, OpenAiErrors.Of(error));
            return;
        }

        await (reading.Request.Stream ? StreamAsync(context, call) : AnswerAsync(context, call));
    }

    private async Task AnswerAsync(HttpContext context, ChatCall call)
    {
        var relay = new CompletionRelay(context.Response, ExplainedCall.JsonIfAsked(call, context.Request.Headers), time);
        if (await dispatch.SendAsync(call, relay, context.RequestAborted) == CallEnd.Failed)
        {
            RoutingHeaders.WriteFailed(context.Response.Headers, call);
            await OpenAiErrorWriter.WriteAsync(context, OpenAiErrors.Of(call));
        }
    }

    private async Task StreamAsync(HttpContext context, ChatCall call)
    {
        await using var relay = new StreamRelay(
            context.Response, call, ExplainedCall.JsonIfAsked(call, context.Request.Headers), settings.Timeouts.KeepAlive, time);
        switch (await dispatch.SendAsync(call, relay, context.RequestAborted))
        {
            case CallEnd.Broken:
                await relay.FailAsync(OpenAiErrors.Broken(call));
                break;
            case CallEnd.Failed when await relay.TryFailAsync(OpenAiErrors.Of(call)):
                break;
            case CallEnd.Failed:
                RoutingHeaders.WriteFailed(context.Response.Headers, call);
                await OpenAiErrorWriter.WriteAsync(context, OpenAiErrors.Of(call));
                break;
        }
    }
}
