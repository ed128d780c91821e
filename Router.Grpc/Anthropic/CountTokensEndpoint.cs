using System.Text.Json;
using Providers;
using Providers.Chat;
using Providers.Streams;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Anthropic;

/// <summary>
/// <c>POST /v1/messages/count_tokens</c>: counted by the provider that would be tried first, where it counts; else estimated here,
/// which a header says.
/// </summary>
internal sealed class CountTokensEndpoint(ChatIntake intake, MessagesSurface messages, RouterSettings settings, TimeProvider time)
{
    private const string HowHeader = "x-routing-token-count";
    private const int LongestAnswer = 64 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        if (await intake.ReadAsync(context, messages) is not { } call)
        {
            return;
        }

        var (counted, isBodyFree) = await CountAsync(call, context.RequestAborted);
        var response = context.Response;
        RoutingHeaders.WriteDecided(response.Headers, call);
        response.Headers[HowHeader] = counted is null ? "estimated" : "provider";
        var body = counted ?? JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, int>
        {
            ["input_tokens"] = TokenEstimator.InputTokens(call.Request.Facts, call.Decision.Candidates[0].Deployment.TokenFamily),
        });
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        if (isBodyFree)
        {
            LargeBody.GiveBack(context, call.Request);
        }
    }

    /// <returns>
    /// The provider's answer; null when it gives none, for then an estimate serves better than an error. And whether nobody can look at
    /// the caller's body any more.
    /// </returns>
    private async Task<(ReadOnlyMemory<byte>? Counted, bool IsBodyFree)> CountAsync(ChatCall call, CancellationToken callerGone)
    {
        var candidate = call.Decision.Candidates[0];
        var connection = call.Feed.Connections[candidate.Provider.Id];
        using var request = connection.Adapter.CreateCountTokens(call.Request, connection.Target(candidate.Deployment));
        if (request is null)
        {
            return (null, true);
        }

        using var clock = new AttemptClock(time, call.StartTimestamp, settings.Timeouts.Total, callerGone);
        clock.Allow(settings.Timeouts.FirstByte);
        try
        {
            using var response = await connection.Client.SendAsync(request, clock.Token);
            if (response.IsSuccessStatusCode)
            {
                var counted = await CappedBody.ReadAllAsync(response.Content, clock.Token, LongestAnswer);
                return (counted.Bytes, request.Content is SplicedContent { IsTaken: true });
            }
        }
        catch (Exception e) when (UpstreamFaults.Find(e, clock, callerGone) is not null)
        {
            // No answer is as good as a refusal here.
        }

        return (null, false);
    }
}
