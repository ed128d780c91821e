using Providers.Failures;
using Providers.Models;

namespace Providers.Worker.Upstreams;

/// <summary>Asks providers which models they serve, a call that costs nothing anywhere.</summary>
internal sealed class ModelLists(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The HTTP client for calls to providers.</summary>
    public const string Client = "upstream";

    /// <summary>Fetches the list.</summary>
    public Task<Answer<DiscoveredModels>> FetchAsync(Access.Open access, TimeSpan deadline, CancellationToken cancellationToken) =>
        AskAsync(access, deadline, access.Adapter.ReadModelsAsync, cancellationToken);

    /// <summary>Looks only whether a list would come: a long one every minute would be a burden to both sides.</summary>
    /// <returns>The media type of the list.</returns>
    public Task<Answer<string>> ReachAsync(Access.Open access, TimeSpan deadline, CancellationToken cancellationToken) =>
        AskAsync(access, deadline, static (response, _) => new ValueTask<string>(MediaType(response)), cancellationToken);

    private static string MediaType(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type && type.Contains("json", StringComparison.OrdinalIgnoreCase)
            ? type
            : throw new UpstreamFailureException(UpstreamFailure.Malformed("The provider answers, but not with JSON."));

    private async Task<Answer<T>> AskAsync<T>(
        Access.Open access,
        TimeSpan deadline,
        Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read,
        CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var started = time.GetTimestamp();
        var latency = deadline;
        try
        {
            using var client = clients.CreateClient(Client);
            using var request = access.Adapter.CreateListModels(access.Target);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            latency = time.GetElapsedTime(started);
            return response.IsSuccessStatusCode
                ? new(await read(response, either.Token), Failure: null, latency)
                : new(Value: null, await access.Adapter.ReadFailureAsync(response, time.GetUtcNow(), either.Token), latency);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(Value: null, UpstreamFailure.TimedOut($"The provider did not answer within {deadline.TotalSeconds:0.#} s."), latency);
        }
        catch (Exception e) when (UpstreamFailure.From(e) is not null)
        {
            return new(Value: null, UpstreamFailure.From(e), time.GetElapsedTime(started));
        }
    }
}
