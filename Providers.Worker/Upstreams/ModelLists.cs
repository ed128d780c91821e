using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Providers.Failures;
using Providers.Models;

namespace Providers.Worker.Upstreams;

/// <summary>Asks providers which models they serve, a call that costs nothing anywhere.</summary>
internal sealed class ModelLists(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The HTTP client for calls to providers.</summary>
    public const string Client = "upstream";

    /// <summary>Fetches the list: page by page, and unless it is the same as last time, each model's own description where there is one.</summary>
    /// <param name="access">The provider.</param>
    /// <param name="last">What is remembered of its last answer; null asks for everything.</param>
    /// <param name="deadline">The longest that all of it may take.</param>
    /// <param name="progress">Told after each step how many models are known and how many pages and descriptions have come.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<FetchedList> FetchAsync(
        Access.Open access, ListMark? last, TimeSpan deadline, Action<int, int> progress, CancellationToken cancellationToken)
    {
        last = last?.Address == access.Target.BaseAddress ? last : null;
        var pages = new ListPages();
        var answer = await AskAsync<FetchedList>(deadline, ends => FetchAsync(access, last, pages, progress, ends), cancellationToken);
        return answer switch
        {
            { Value: { } list } => list,
            { Failure: { Kind: FailureKind.Malformed } failure } => new FetchedList.Failed(failure, pages.Beginning),
            _ => new FetchedList.Failed(answer.Failure!, default),
        };
    }

    /// <summary>Looks only whether a list would come: a long one every minute would be a burden to both sides.</summary>
    /// <returns>The media type of the list.</returns>
    public Task<Answer<string>> ReachAsync(Access.Open access, TimeSpan deadline, CancellationToken cancellationToken) =>
        AskAsync(
            deadline,
            async ends =>
            {
                using var request = access.Adapter.CreateListModels(access.Target);
                using var response = await SendAsync(access, request, ends);
                return MediaType(response);
            },
            cancellationToken);

    private async Task<FetchedList> FetchAsync(
        Access.Open access, ListMark? last, ListPages pages, Action<int, int> progress, CancellationToken cancellationToken)
    {
        HttpResponseMessage? first = null;
        try
        {
            string? page = null;
            do
            {
                using var request = access.Adapter.CreateListModels(access.Target, page);
                if (page is null)
                {
                    last?.MakeConditional(request);
                }

                var response = await SendAsync(access, request, cancellationToken, mayBeUnchanged: page is null && last is not null);
                using var later = first is null ? null : response;
                first ??= response;
                if (response.StatusCode == HttpStatusCode.NotModified)
                {
                    return new FetchedList.Unchanged(last!);
                }

                page = pages.Add(access.Adapter.ReadModels(await pages.ReadAsync(response.Content, cancellationToken)));
                progress(pages.Models.Length, pages.Count);
            }
            while (page is not null);

            if (last?.IsOf(pages.Raw.Span) == true)
            {
                return new FetchedList.Unchanged(last);
            }

            // With several pages the first one's version says nothing of the others.
            var (tag, modified) = pages.Count == 1 ? (first.Headers.ETag, first.Content.Headers.LastModified) : default;
            var listHash = SHA256.HashData(pages.Raw.Span);
            var models = await DescribeAsync(access, pages, progress, cancellationToken);
            return new FetchedList.Fresh(
                pages.Raw,
                models,
                new ListMark(access.Target.BaseAddress, tag, modified, listHash, SHA256.HashData(pages.Raw.Span), models.Length, time.GetUtcNow()));
        }
        finally
        {
            first?.Dispose();
        }
    }

    // One after another: the only provider with descriptions is a local server that does other work meanwhile.
    private async Task<ImmutableArray<DiscoveredModel>> DescribeAsync(
        Access.Open access, ListPages pages, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var listed = pages.Models;
        var described = ImmutableArray.CreateBuilder<DiscoveredModel>(listed.Length);
        foreach (var model in listed)
        {
            using var request = access.Adapter.CreateShowModel(access.Target, model);
            if (request is null)
            {
                return listed;
            }

            HttpResponseMessage response;
            try
            {
                response = await SendAsync(access, request, cancellationToken);
            }
            catch (UpstreamFailureException e) when (e.Failure.Kind == FailureKind.ModelGone)
            {
                // Removed since it was listed.
                continue;
            }

            using (response)
            {
                described.Add(Describe(access, model, await pages.ReadAsync(response.Content, cancellationToken)));
            }

            progress(listed.Length, pages.Count);
        }

        return described.ToImmutable();
    }

    private static DiscoveredModel Describe(Access.Open access, DiscoveredModel model, ReadOnlyMemory<byte> body)
    {
        try
        {
            return access.Adapter.ReadModel(model, body);
        }
        catch (UpstreamFailureException)
        {
            // One description that makes no sense is no reason to lose the list; the raw answer has it.
            return model;
        }
    }

    /// <exception cref="UpstreamFailureException">The provider refuses.</exception>
    private async Task<HttpResponseMessage> SendAsync(
        Access.Open access, HttpRequestMessage request, CancellationToken cancellationToken, bool mayBeUnchanged = false)
    {
        using var client = clients.CreateClient(Client);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode || (mayBeUnchanged && response.StatusCode == HttpStatusCode.NotModified))
        {
            return response;
        }

        using (response)
        {
            throw new UpstreamFailureException(await access.Adapter.ReadFailureAsync(response, time.GetUtcNow(), cancellationToken));
        }
    }

    private static string MediaType(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type && type.Contains("json", StringComparison.OrdinalIgnoreCase)
            ? type
            : throw new UpstreamFailureException(UpstreamFailure.Malformed("The provider answers, but not with JSON."));

    private async Task<Answer<T>> AskAsync<T>(TimeSpan deadline, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var started = time.GetTimestamp();
        try
        {
            var value = await ask(either.Token);
            return new(value, Failure: null, time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new(Value: null, UpstreamFailure.TimedOut($"The provider did not answer within {deadline.TotalSeconds:0.#} s."), deadline);
        }
        catch (Exception e) when (UpstreamFailure.From(e) is not null)
        {
            return new(Value: null, UpstreamFailure.From(e), time.GetElapsedTime(started));
        }
    }
}
