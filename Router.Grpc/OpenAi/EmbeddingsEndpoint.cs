using System.Buffers;
using Providers.Chat;
using Providers.Embeddings;
using Providers.OpenAi.Embeddings;
using Router.Grpc.Accounting;
using Router.Grpc.Embeddings;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingsEndpoint(ChatIntake intake, ChatDispatch dispatch, RouterSettings settings, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await intake.ReadBodyAsync(context, OpenAiErrorForm.Instance) is not { } body)
        {
            return;
        }

        var reading = OpenAiEmbeddingReader.Read(body);
        var faults = new List<RequestFault>(reading.Faults);
        var headers = context.Request.Headers;
        var hints = HintHeaders.Complete(reading.Request?.Hints ?? new(), headers, faults);
        var wishes = CallerWishes.Read(headers, faults);
        if (!reading.IsValid || faults.Count > 0)
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of(faults));
        }
        else if (dispatch.TryDecide(reading.Request, hints, ComparableVectors.Allowed(headers), RequestIds.Of(context), out var call, out var error))
        {
            call.Wishes = wishes;
            await AnswerAsync(context, reading.Request, call);
        }
        else
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of(error));
        }
    }

    private async Task AnswerAsync(HttpContext context, EmbeddingRequest request, ChatCall call)
    {
        var operation = new EmbeddingOperation(request, settings.Timeouts, time);
        switch (await dispatch.SendAsync(call, operation, context.RequestAborted))
        {
            case CallEnd.Served:
                await WriteAsync(context, request, operation);
                break;
            case CallEnd.Failed:
                RoutingHeaders.WriteFailed(context.Response.Headers, call);
                await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of(call));
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, EmbeddingRequest request, EmbeddingOperation operation)
    {
        var attempt = operation.Served!;
        var body = Compose(request, operation);
        if (ExplainedCall.JsonIfAsked(attempt.Call, context.Request.Headers) is { } explanation)
        {
            body = RoutingField.AddedTo(body.Span, explanation);
        }

        RoutingHeaders.WriteServed(context.Response.Headers, attempt);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();
    }

    // Some providers ignore encoding_format, which SDKs do not forgive.
    private static ReadOnlyMemory<byte> Compose(EmbeddingRequest request, EmbeddingOperation operation)
    {
        var (answer, attempt) = (operation.Answer!, operation.Served!);
        if (answer.Vectors!.Base64InBody == request.Base64)
        {
            return answer.Body;
        }

        var json = new ArrayBufferWriter<byte>(16 * 1024);
        OpenAiEmbeddingWriter.WriteAnswer(
            json, attempt.Candidate.Deployment.Id.Model, answer.Vectors.All, request.Base64, AttemptUsage.Of(attempt));
        return json.WrittenMemory;
    }
}
