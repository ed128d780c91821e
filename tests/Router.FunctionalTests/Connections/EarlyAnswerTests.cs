using Providers;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Connections;

/// <summary>Providers that answer while the request is still being sent: too large, a key they do not know.</summary>
public sealed class EarlyAnswerTests : IDisposable
{
    private const string Refusal = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno";

    // More than sockets hold on their way, so that somebody must wait for somebody.
    private static readonly byte[] Body = new byte[32 << 20];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Http11Caller _caller = new();

    public void Dispose() => _caller.Dispose();

    [Theory]
    [InlineData(Refusal, 413)]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\n" + Refusal, 413)]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno", 401)]
    public async Task The_answer_is_read_though_the_server_reads_no_more(string answer, int status)
    {
        var closed = new TaskCompletionSource();
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadSomeAsync();
            await connection.WriteAsync(answer);
            await connection.ClosedAsync();
            closed.TrySetResult();
        });

        Assert.Equal((status, "no"), await PostAsync(provider.Address));
        await closed.Task.WaitAsync(Patience, TimeProvider.System);

        Assert.Equal((status, "no"), await PostAsync(provider.Address));
        Assert.Equal(2, provider.Connections);
    }

    [Fact]
    public async Task The_answer_is_read_though_the_server_closes_the_connection()
    {
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadSomeAsync();
            await connection.WriteAsync(Refusal);
        });

        var (status, _) = await PostAsync(provider.Address);

        Assert.Equal(413, status);
    }

    [Fact]
    public async Task What_only_announces_an_answer_does_not_end_the_request()
    {
        await using var provider = new RawProvider(async connection =>
        {
            var read = (await connection.ReadSomeAsync()).Length;
            await connection.WriteAsync("HTTP/1.1 103 Early Hints\r\n\r\n");
            while (read < Body.Length)
            {
                read += (await connection.ReadSomeAsync()).Length;
            }

            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            await connection.ClosedAsync();
        });

        Assert.Equal((200, "ok"), await PostAsync(provider.Address));
    }

    [Fact]
    public async Task A_provider_that_takes_no_body_so_large_is_not_to_blame()
    {
        await using var upstream = await ProviderSimulator.StartAsync(new() { BodyLimit = 10_000, RecordedRequests = 10 });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var heard = await router.AskAsync("chat", stream: false, question: new('a', 300_000));

        Assert.Equal(413, heard.Status);
        Assert.Equal("1", heard.Headers["x-routing-attempts"]);
    }

    private async Task<(int Status, string Text)> PostAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new SplicedContent([Body]) };
        using var response = await _caller.Client.SendAsync(request, default).WaitAsync(Patience, TimeProvider.System);
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            return ((int)response.StatusCode, await reader.ReadToEndAsync());
        }
        catch (IOException)
        {
            // Closed before the body was read: the status is what counts.
            return ((int)response.StatusCode, "");
        }
    }
}
