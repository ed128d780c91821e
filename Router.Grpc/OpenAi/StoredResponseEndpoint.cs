using System.Text.Json;
using Providers.Failures;
using Providers.OpenAi.Responses;
using Providers.Streams;
using Router.Grpc.Admission;
using Router.Grpc.Feeds;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>
/// <c>GET</c> and <c>DELETE /v1/responses/{id}</c>, and <c>GET …/input_items</c>: asked of who keeps the response, with the key it was
/// given to. No model runs for it, so it costs nothing and no other provider can take over.
/// </summary>
internal sealed class StoredResponseEndpoint(CurrentFeed feed, ResponseIds ids, RouterSettings settings, TimeProvider time)
{
    public Task WholeAsync(HttpContext context) => AskAsync(context, "");

    public Task InputItemsAsync(HttpContext context) => AskAsync(context, "/input_items");

    /// <summary><c>POST …/cancel</c>: what is kept here was waited for, and has ended.</summary>
    public Task CancelAsync(HttpContext context)
    {
        var id = (string?)context.Request.RouteValues["id"] ?? "";
        return RefuseAsync(
            context, ids.Find(id, Caller.Of(context)) is null ? CallerErrors.UnknownResponse(id, "No provider of this router keeps it.") : CallerErrors.ResponseIsWhole(id));
    }

    private async Task AskAsync(HttpContext context, string part)
    {
        var state = feed.State;
        var id = (string?)context.Request.RouteValues["id"] ?? "";
        var caller = Caller.Of(context);
        if (ids.Find(id, caller) is not { } stored || state.Index.Deployment(stored.Deployment) is not { } deployment
            || !state.Connections.TryGetValue(stored.Deployment.Provider, out var connection))
        {
            await RefuseAsync(context, CallerErrors.UnknownResponse(id, "No provider of this router keeps it."));
        }
        else if (caller.Scope is { } scope && !scope.Covers(deployment))
        {
            await RefuseAsync(context, CallerErrors.ResponseBeyondKey(stored.Deployment));
        }
        else if (Continuation.IsKeyGone(stored, state))
        {
            await RefuseAsync(context, CallerErrors.UnknownResponse(id, Continuation.GoneKey(stored)));
        }
        else
        {
            var target = connection.Target(deployment, connection.State.Credentials.Find(stored) ?? connection.State.Credentials.Pick());
            using var request = StoredResponseRequest.Create(new(context.Request.Method), stored, part, context.Request.QueryString.Value, target);
            await (request is null
                ? RefuseAsync(context, CallerErrors.UnknownResponse(id, "No provider of this router keeps it."))
                : ForwardAsync(context, id, stored, connection, request));
        }
    }

    private async Task ForwardAsync(HttpContext context, string id, StoredResponse stored, ProviderConnection connection, HttpRequestMessage request)
    {
        using var clock = new AttemptClock(time, time.GetTimestamp(), settings.Timeouts.Total, context.RequestAborted);
        clock.Allow(settings.Timeouts.FirstByte);
        try
        {
            using var response = await connection.Client.SendAsync(request, clock.Token);
            if (response.IsSuccessStatusCode)
            {
                await AnswerAsync(context, stored, (await CappedBody.ReadAllAsync(response.Content, clock.Token)).Bytes);
                return;
            }

            await FailAsync(context, id, stored, await connection.Adapter.ReadFailureAsync(response, time.GetUtcNow(), clock.Token));
        }
        catch (Exception e) when (UpstreamFaults.Find(e, clock, context.RequestAborted) is { } failure)
        {
            await FailAsync(context, id, stored, failure);
        }
    }

    private async Task AnswerAsync(HttpContext context, StoredResponse stored, ReadOnlyMemory<byte> body)
    {
        try
        {
            var caller = Caller.Of(context);
            body = stored.Rename(body, one => ids.Of(one, caller));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not valid JSON."), e);
        }

        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers[RoutingHeaders.RequestId] = RequestIds.Of(context);
        response.Headers[RoutingHeaders.Provider] = RoutingHeaders.Encode(stored.Deployment.Provider.Value);
        response.Headers[RoutingHeaders.Model] = RoutingHeaders.Encode(stored.Deployment.Model);
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    private static Task FailAsync(HttpContext context, string id, StoredResponse stored, UpstreamFailure failure) => RefuseAsync(context, failure switch
    {
        { Status: 404 } => CallerErrors.UnknownResponse(id, $"{stored.Deployment.Provider} keeps it no more."),
        _ => CallerErrors.StoredResponse(stored.Deployment.Provider, failure),
    });

    private static Task RefuseAsync(HttpContext context, CallerError error) => ErrorAnswer.WriteAsync(context, OpenAiErrorForm.Instance, error);
}
