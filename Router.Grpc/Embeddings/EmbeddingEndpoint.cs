using Providers.Chat;
using Router.Grpc.Admission;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Embeddings;

/// <summary>Serves a request for embeddings on any HTTP surface: read, decide, ask, and say what went wrong.</summary>
internal sealed class EmbeddingEndpoint(ChatIntake intake, QuotaIntake quotas, ChatDispatch dispatch, RouterSettings settings, TimeProvider time)
{
    public RequestDelegate For(IEmbeddingSurface surface) => context => HandleAsync(context, surface);

    private async Task HandleAsync(HttpContext context, IEmbeddingSurface surface)
    {
        if (await intake.ReadBodyAsync(context, surface.Accepts(context.Request), surface.Errors) is not { } body)
        {
            return;
        }

        var reading = surface.Read(body);
        var faults = new List<RequestFault>(reading.Faults);
        var headers = context.Request.Headers;
        var hints = HintHeaders.Complete(reading.Request?.Hints ?? new(), headers, faults);
        var wishes = CallerWishes.Read(headers, faults);
        if (!reading.IsValid || faults.Count > 0)
        {
            await ErrorAnswer.WriteAsync(context, surface.Errors, CallerErrors.Of(faults));
        }
        else if (dispatch.TryDecide(reading.Request, hints, ComparableVectors.Allowed(headers), Caller.Of(context), RequestIds.Of(context), out var call, out var error))
        {
            call.Wishes = wishes;
            if (await quotas.AdmitAsync(context, surface.Errors, call))
            {
                using var operation = new EmbeddingOperation(reading.Request, settings.Timeouts, time);
                await AnswerAsync(context, surface, operation, call);
                LargeBody.GiveBack(context, call);
            }
        }
        else
        {
            await ErrorAnswer.WriteAsync(context, surface.Errors, CallerErrors.Of(error, time.GetUtcNow()));
        }
    }

    private async Task AnswerAsync(HttpContext context, IEmbeddingSurface surface, EmbeddingOperation operation, ChatCall call)
    {
        switch (await dispatch.SendAsync(call, operation, context.RequestAborted))
        {
            case CallEnd.Served:
                await WriteAsync(context, surface, operation);
                break;
            case CallEnd.Failed or CallEnd.Refused:
                RoutingHeaders.WriteFailed(context.Response.Headers, call);
                await ErrorAnswer.WriteAsync(context, surface.Errors, CallerErrors.Of(call));
                break;
        }
    }

    private static async Task WriteAsync(HttpContext context, IEmbeddingSurface surface, EmbeddingOperation operation)
    {
        var attempt = operation.Served!;
        var body = surface.Compose(operation);
        var explanation = ExplainedCall.JsonIfAsked(attempt.Call, context.Request.Headers);
        await WholeAnswer.WriteAsync(context.Response, attempt, body.Bytes, explanation, context.RequestAborted);
        body.GiveBack();
    }
}
