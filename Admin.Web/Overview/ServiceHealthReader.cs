using System.Text.Json;

namespace Admin.Web.Overview;

/// <summary>Asks services how they are, and does not wait for those that are slow.</summary>
internal sealed class ServiceHealthReader(IHttpClientFactory clients, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public async Task<ServiceState> ReadAsync(string service, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = clients.CreateClient(StackServices.Client);
        try
        {
            // An ill service answers 503 with the same body.
            using var response = await client.GetAsync(new Uri($"http://_http.{service}/health"), either.Token);
            return new(service, await response.Content.ReadFromJsonAsync<HealthAnswer>(either.Token));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return new(service, Health: null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(service, Health: null);
        }
    }
}
