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
    public async Task<(IReadOnlyList<BilledDay> Days, string? Failure)> FetchAsync(
        IBillingAdapter adapter, Uri baseAddress, string adminKey, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var days = new Dictionary<DateOnly, decimal>();
            string? page = null;
            var pages = 0;
            do
            {
                var read = await ReadAsync(adapter, adapter.CreateRequest(baseAddress, adminKey, from, to, page), either.Token);
                foreach (var billed in read.Days.Where(billed => billed.Day >= from && billed.Day < to))
                {
                    days[billed.Day] = days.GetValueOrDefault(billed.Day) + billed.Dollars;
                }

                page = read.NextPage;
            }
            while (page is not null && ++pages < MostPages);

            return page is null
                ? ([.. days.OrderBy(day => day.Key).Select(day => new BilledDay(day.Key, day.Value))], null)
                : ([], $"It has more than {MostPages} pages for {from:yyyy-MM-dd} to {to:yyyy-MM-dd}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ([], $"It did not answer within {Deadline.TotalSeconds} s.");
        }
        catch (Exception e) when (UpstreamFailure.From(e) is { } failure)
        {
            return ([], failure.Message);
        }
    }

    private async Task<BilledPage> ReadAsync(IBillingAdapter adapter, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var client = clients.CreateClient(ModelLists.Client);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode
                ? adapter.Read(await CappedBody.ReadAllAsync(response.Content, cancellationToken))
                : throw new UpstreamFailureException(UpstreamFailure.Malformed($"It answered {(int)response.StatusCode} to the key for administrators."));
        }
    }
}
