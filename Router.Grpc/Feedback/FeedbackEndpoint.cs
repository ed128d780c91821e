using System.Text.Json;
using System.Text.Json.Serialization;
using Providers.Chat;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Feedback;

/// <summary><c>POST /v1/routing/feedback</c>: a verdict on the answer to one decision.</summary>
internal sealed class FeedbackEndpoint(FeedbackLedger ledger, RouterSettings settings)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public async Task HandleAsync(HttpContext context)
    {
        if (!RequestBody.IsJson(context.Request))
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.UnsupportedContentType);
            return;
        }

        GivenVerdict? verdict;
        try
        {
            verdict = JsonSerializer.Deserialize<GivenVerdict>((await RequestBody.ReadAsync(context.Request, context.RequestAborted)).Span, Format);
        }
        catch (BadHttpRequestException fault)
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of(fault, settings.RequestBodyLimit));
            return;
        }
        catch (JsonException fault)
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of([new RequestFault("", fault.Message)]));
            return;
        }

        if ((verdict ?? new()).Faults() is { Count: > 0 } faults)
        {
            await OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of(faults));
            return;
        }

        await Results.Accepted(value: new { feedback = ledger.Add(verdict!) }).ExecuteAsync(context);
    }
}
