using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Feedback;

/// <summary><c>POST /v1/routing/feedback</c>: a verdict on the answer to one decision.</summary>
internal sealed class FeedbackEndpoint(FeedbackLedger ledger, RouterSettings settings)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync<GivenVerdict>(context, settings) is not { } verdict)
        {
            return;
        }

        if (verdict.Faults() is { Count: > 0 } faults)
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of(faults));
            return;
        }

        await Results.Accepted(value: new { feedback = ledger.Add(verdict) }).ExecuteAsync(context);
    }
}
