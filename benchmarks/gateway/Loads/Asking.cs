namespace Gateway.Benchmarks.Loads;

/// <summary>Sends a chat and reads its whole answer.</summary>
internal static class Asking
{
    public static HttpRequestMessage Request(Uri address, byte[] prompt) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(prompt) { Headers = { ContentType = new("application/json") } },
    };

    public static async Task AskAsync(this HttpClient client, Uri address, byte[] prompt)
    {
        using var request = Request(address, prompt);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
