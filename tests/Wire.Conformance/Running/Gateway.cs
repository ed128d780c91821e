using System.Net.Http.Headers;
using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Wire.Conformance.Running;

/// <summary>A gateway to call, with a simulated provider behind it that the check scripts.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    public const string OpenAi = "openai-compatible";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly RouterUnderTest? _router;

    private Gateway(ProviderSimulator upstream, RouterUnderTest? router, Target target, string profile)
    {
        Upstream = upstream;
        _router = router;
        Model = target.Model;
        Key = target.Key;
        var address = upstream.Address.GetLeftPart(UriPartial.Authority);
        var (provider, path) = target.Providers.GetValueOrDefault(profile, (profile, null));
        Headers = target.Headers.ToDictionary(
            header => header.Key,
            header => header.Value
                .Replace("{upstream}", address, StringComparison.Ordinal)
                .Replace("{base}", address + (path ?? PathOf(profile)).TrimEnd('/'), StringComparison.Ordinal)
                .Replace("{provider}", provider, StringComparison.Ordinal));
        // A call that expects to be told to go on waits for that, or its answer gets lost behind a body that nobody reads.
        Http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Patience }) { BaseAddress = router?.Http.BaseAddress ?? target.Url, Timeout = Patience };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        foreach (var (name, value) in Headers)
        {
            Http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }
    }

    public ProviderSimulator Upstream { get; }

    /// <summary>Calls the gateway as a caller of the OpenAI surface does.</summary>
    public HttpClient Http { get; }

    /// <summary>What a router of our own logs; null for any other gateway, whose log nobody can see.</summary>
    public LogCapture? Log => _router?.Log;

    public string Model { get; }

    public string Key { get; }

    /// <summary>What every request carries besides its key.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <param name="profile">The format that the provider speaks.</param>
    public static async Task<Gateway> StartAsync(string profile = OpenAi)
    {
        var target = Target.Current;
        if (!target.Takes(profile))
        {
            throw new NotRunException("The gateway is not told the format of its provider; a header with {provider} would do that.");
        }

        var upstream = await ProviderSimulator.StartAsync(port: target.UpstreamPort);
        var router = target.Url is null ? await RouterUnderTest.StartAsync(Catalogs.Of(new Uri(upstream.Address, PathOf(profile)), profile).ThatAlsoEmbed()) : null;
        return new Gateway(upstream, router, target, profile);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string json, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(json, new MediaTypeHeaderValue(contentType)),
        };
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>A chat of one message.</summary>
    /// <param name="fields">Further fields of the request, each with a comma before it.</param>
    public Task<HttpResponseMessage> ChatAsync(string fields = "") =>
        PostAsync("/v1/chat/completions", $$"""{"model":"{{Model}}","messages":[{"role":"user","content":"Say hello."}]{{fields}}}""");

    /// <summary>The same, streamed to its end.</summary>
    public async Task<SseTranscript> StreamChatAsync(string fields = "")
    {
        using var response = await ChatAsync($",\"stream\":true{fields}");
        return await SseTranscript.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_router is not null)
        {
            await _router.DisposeAsync();
        }

        await Upstream.DisposeAsync();
    }

    private static string PathOf(string profile) => profile switch
    {
        "ollama" => "/",
        "gemini" => "/v1beta",
        _ => "/v1",
    };
}
