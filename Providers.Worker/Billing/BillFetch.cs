using Providers.Billing;
using Providers.Failures;
using Providers.Streams;
using Providers.Worker.Upstreams;

namespace Providers.Worker.Billing;

/// <summary>Asks a provider what it bills.</summary>
internal sealed class BillFetch(IHttpClientFactory clients, TimeProvider time)
{
    private const int MostPages = 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Reads every page.</summary>
    /// <returns>The days within the range, each once, or the reason why there are none.</returns>
    public async Task<(IReadOnlyList<BilledDay>? Days, string? Failure)> FetchAsync(
        IBillingAdapter adapter, Uri baseAddress, string adminKey, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        await TryAsync(
            async ends =>
            {
                var days = new Dictionary<DateOnly, decimal>();
                string? page = null;
                for (var pages = 0; pages == 0 || page is not null; pages++)
                {
                    if (pages == MostPages)
                    {
                        throw Unreadable($"It has more than {MostPages} pages for {from:yyyy-MM-dd} to {to:yyyy-MM-dd}.");
                    }

                    var read = adapter.Read(await ReadAsync(adapter.CreateRequest(baseAddress, adminKey, from, to, page), ends));
                    foreach (var billed in read.Days.Where(billed => billed.Day >= from && billed.Day < to))
                    {
                        days[billed.Day] = days.GetValueOrDefault(billed.Day) + billed.Dollars;
                    }

                    page = read.NextPage;
                }

                return (IReadOnlyList<BilledDay>)[.. days.OrderBy(day => day.Key).Select(day => new BilledDay(day.Key, day.Value))];
            },
            cancellationToken);

    /// <summary>Reads what was bought and used of its credits.</summary>
    /// <returns>Null where it sells none, or the reason why they cannot be read.</returns>
    public async Task<(Credits? Credits, string? Failure)> FetchCreditsAsync(
        IBillingAdapter adapter, Uri baseAddress, string adminKey, CancellationToken cancellationToken) =>
        adapter.CreateCredits(baseAddress, adminKey) is { } request
            ? await TryAsync(async ends => (Credits?)adapter.ReadCredits(await ReadAsync(request, ends)), cancellationToken)
            : (null, null);

    private async Task<(T? Read, string? Failure)> TryAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return (await read(either.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, $"It did not answer within {Deadline.TotalSeconds} s.");
        }
        catch (Exception e) when (UpstreamFailure.From(e) is { } failure)
        {
            return (default, failure.Message);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var client = clients.CreateClient(ModelLists.Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode
                ? (await CappedBody.ReadAllAsync(response.Content, cancellationToken)).Bytes
                : throw Unreadable($"It answered {(int)response.StatusCode} to the key for administrators.");
        }
    }

    private static UpstreamFailureException Unreadable(string why) => new(UpstreamFailure.Malformed(why));
}
