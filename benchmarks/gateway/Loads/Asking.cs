using Gateway.Benchmarks.Gateways;

namespace Gateway.Benchmarks.Loads;

/// <summary>Sends a chat and reads its whole answer.</summary>
internal static class Asking
{
    public static HttpRequestMessage Request(RunningGateway gateway, byte[] prompt)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, gateway.Address)
        {
            Content = new ByteArrayContent(prompt) { Headers = { ContentType = new("application/json") } },
        };
        foreach (var (name, value) in gateway.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public static async Task AskAsync(this HttpClient client, RunningGateway gateway, byte[] prompt)
    {
        using var request = Request(gateway, prompt);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
