using System.Net.Http.Json;
using System.Text.Json;
using Simulation;

namespace TestKit.Tests.Simulator;

/// <summary>A simulator and a client for it.</summary>
public abstract class SimulatorClient : IAsyncLifetime
{
    protected ProviderSimulator Upstream { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Upstream = await ProviderSimulator.StartAsync();
        Http = new HttpClient { BaseAddress = Upstream.Address };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Upstream.DisposeAsync();
    }

    protected Task<HttpResponseMessage> PostAsync(string path, object body, bool headersOnly = false, CancellationToken cancelled = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return Http.SendAsync(request, headersOnly ? HttpCompletionOption.ResponseHeadersRead : default, cancelled);
    }

    protected async Task<JsonElement> PostJsonAsync(string path, object body)
    {
        using var response = await PostAsync(path, body);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    protected async Task<string> PostTextAsync(string path, object body)
    {
        using var response = await PostAsync(path, body);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The payloads of a server-sent stream, end marker aside.</summary>
    protected static JsonElement[] Events(string stream) =>
    [
        .. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..])
            .Where(data => data != "[DONE]")
            .Select(data => JsonElement.Parse(data)),
    ];
}
