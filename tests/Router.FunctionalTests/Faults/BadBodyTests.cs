using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Faults;

/// <summary>What callers may send that is no request: refused in the words of each surface, and no provider is called.</summary>
public sealed class BadBodyTests
{
    private static readonly string[] Surfaces = [.. Surface.All.Where(name => name != "grpc"), "embeddings", "embed", "count_tokens"];

    public static TheoryData<string> Http => [.. Surfaces];

    [Theory]
    [MemberData(nameof(Http))]
    public async Task A_body_that_ends_or_is_broken_anywhere_is_refused(string surface)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var (path, body) = Surface.Request(surface, stream: true);
        var bytes = Encoding.UTF8.GetBytes(body);

        for (var at = 0; at < bytes.Length; at++)
        {
            byte[] broken = [.. bytes];
            broken[at] = 1;
            await RefusedAsync(router, surface, path, bytes[..at], 400);
            await RefusedAsync(router, surface, path, broken, 400);
        }

        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Theory]
    [MemberData(nameof(Http))]
    public async Task Nonsense_at_any_depth_is_refused(string surface)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var (path, body) = Surface.Request(surface, stream: false);

        foreach (var depth in Enumerable.Range(0, 80).Append(10_000))
        {
            var deep = string.Concat(Enumerable.Repeat("{\"a\":[", depth));
            var shallow = string.Concat(Enumerable.Repeat("]}", depth));
            await RefusedAsync(router, surface, path, Encoding.UTF8.GetBytes($"{body[..^1]},\"x\":{deep}nonsense{shallow}}}"), 400);
            await RefusedAsync(router, surface, path, Encoding.UTF8.GetBytes($"{body[..^1]},\"x\":{deep}1"), 400);
        }

        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Theory]
    [MemberData(nameof(Http))]
    public async Task A_body_over_the_limit_is_refused_whether_announced_or_not(string surface)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:RequestBodyLimit=2048");
        var (path, body) = Surface.Request(surface, stream: false, question: new('a', 4096));

        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await router.Http.SendAsync(request);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            Surface.ErrorOf(surface, await response.JsonAsync());
        }

        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Fifty_megabytes_are_refused_before_they_are_read()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        foreach (var surface in Surfaces)
        {
            var (path, _) = Surface.Request(surface, stream: false);
            var (status, error) = await RawCaller.SendAsync(
                router.Http.BaseAddress!, $"POST {path} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {50 << 20}", "{");

            Assert.Equal((surface, 413), (surface, status));
            Surface.ErrorOf(surface, error!.Value);
        }

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().ChatAsync(new() { Conversation = GrpcCalls.Says(new('a', 50 << 20)) }));
        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        await Task.WhenAll(Surfaces.Select(async surface =>
        {
            var (path, body) = Surface.Request(surface, stream: true);
            var (status, error) = await RawCaller.SendAsync(
                router.Http.BaseAddress!, $"POST {path} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 1000", body[..10]);

            Assert.Equal((surface, 408), (surface, status));
            Surface.ErrorOf(surface, error!.Value);
        }));

        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Chunks_that_are_cut_or_no_chunks_are_refused()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        foreach (var surface in Surfaces)
        {
            var (path, body) = Surface.Request(surface, stream: true);
            var head = $"POST {path} HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked";
            var (status, error) = await RawCaller.SendAsync(router.Http.BaseAddress!, head, $"5\r\n{body[..5]}\r\nno number\r\n");
            await RawCaller.SendAsync(router.Http.BaseAddress!, head, $"5\r\n{body[..5]}\r\n50\r\n{body[5..10]}", hangUp: true);

            Assert.Equal((surface, 400), (surface, status));
            Surface.ErrorOf(surface, error!.Value);
        }

        Assert.Equal(0, upstream.Counters.Requests);
        Assert.True((await router.AskAsync("chat", stream: false)).Ended);
    }

    [Theory]
    [MemberData(nameof(Http))]
    public async Task What_does_not_say_that_it_is_JSON_is_refused(string surface)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var (path, body) = Surface.Request(surface, stream: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, new MediaTypeHeaderValue("text/plain")) };

        // Ollama's callers often say nothing of the kind; a page in a browser is known by its origin.
        request.Headers.Add("Origin", "http://elsewhere.example");
        using var response = await router.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Surface.ErrorOf(surface, await response.JsonAsync());
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Theory]
    [MemberData(nameof(Surface.Ways), MemberType = typeof(Surface))]
    public async Task The_name_of_a_model_cannot_bring_headers_of_its_own(string surface, bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        foreach (var model in new[] { "fast\r\nset-cookie: a=1", "alpha/sim-small\r\nset-cookie: a=1", "@preset/x\r\nset-cookie: a=1", "auto:cost\nset-cookie: a=1", "漢\0é" })
        {
            var heard = await router.AskAsync(surface, stream, model: surface == "grpc" ? model : System.Text.Json.JsonSerializer.Serialize(model)[1..^1]);

            Assert.NotEqual(200, heard.Status);
            Assert.NotNull(heard.Error);
            Assert.DoesNotContain("set-cookie", heard.Headers.Keys);
        }

        Assert.Equal(0, upstream.Counters.Requests);
    }

    private static async Task RefusedAsync(RouterUnderTest router, string surface, string path, byte[] body, int expected)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await router.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = Encoding.UTF8.GetString(body);

        Assert.Equal((text, expected), (text, (int)response.StatusCode));
        Surface.ErrorOf(surface, await response.JsonAsync());
    }
}
