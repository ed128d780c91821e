using Providers.Chat;
using Providers.OpenAi;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using Routing.Explaining;
using Routing.Features;

namespace Router.Grpc.Explaining;

/// <summary><c>POST /v1/routing/explain</c>: how a chat would be decided, without sending it. The body is that of a chat.</summary>
internal sealed class ExplainEndpoint(ChatDispatch dispatch, RouterSettings settings)
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

        RoutingHeaders.WriteDecided(context.Response.Headers, call);
        await RoutingAnswer.WriteAsync(context, ExplanationJson.Of(ExplainedCall.Of(call)));
    }
}
