using System.IO.Compression;
using System.Text;
using Providers;
using Providers.Failures;

namespace Router.FunctionalTests.Connections;

/// <summary>What our own HTTP/1.1 sends, and makes of answers that are right and that are not.</summary>
public sealed class Http11HandlerTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly Http11Caller _caller = new();

    public void Dispose() => _caller.Dispose();

    [Theory]
    [InlineData(Ok, "ok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "ok")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Ok, "ok")]
    public async Task Answers_one_after_the_other_come_over_one_connection_wherever_they_are_cut(string answer, string text)
    {
        await using var provider = new RawProvider(async connection =>
        {
            for (var cut = 0; await connection.ReadAsync() is not null; cut = (cut + 1) % answer.Length)
            {
                await connection.WriteAsync(answer[..cut]);
                await connection.WriteAsync(answer[cut..]);
            }
        });

        for (var request = 0; request < answer.Length; request++)
        {
            Assert.Equal(text, await _caller.GetAsync(provider.Address));
        }

        Assert.Equal(1, provider.Connections);
    }

    [Fact]
    public async Task What_is_sent_has_host_length_and_the_fields_of_the_request()
    {
        string? sent = null;
        await using var provider = new RawProvider(async connection =>
        {
            sent = await connection.ReadAsync();
            await connection.WriteAsync(Ok);
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.Address) { Content = new SplicedContent(["{\"a\":"u8.ToArray(), "1}"u8.ToArray()]) };
        request.Headers.TryAddWithoutValidation("X-Long", new string('x', 5_000));

        using var response = await _caller.Client.SendAsync(request, default);

        Assert.Equal(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{provider.Address.Port}\r\nX-Long: {new string('x', 5_000)}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
            sent);
    }

    [Fact]
    public async Task A_long_body_arrives_whole()
    {
        var text = new string('x', 1_000_000);
        string? sent = null;
        await using var provider = new RawProvider(async connection =>
        {
            sent = await connection.ReadAsync();
            await connection.WriteAsync(Ok);
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.Address)
        {
            Content = new SplicedContent(["\""u8.ToArray(), Encoding.ASCII.GetBytes(text), "\""u8.ToArray()]),
        };

        using var response = await _caller.Client.SendAsync(request, default);

        Assert.EndsWith($"Content-Length: 1000002\r\n\r\n\"{text}\"", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("grün")]
    public async Task A_field_that_would_break_the_head_is_not_sent(string value)
    {
        await using var provider = new RawProvider(connection => connection.ClosedAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, provider.Address);
        Assert.True(request.Headers.TryAddWithoutValidation("X-Odd", value));

        await Assert.ThrowsAsync<HttpRequestException>(() => _caller.Client.SendAsync(request, default));
    }

    [Fact]
    public async Task Packed_answers_are_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("unpacked"u8);
        }

        var body = Encoding.Latin1.GetString(packed.ToArray());
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        });

        Assert.Equal("unpacked", await _caller.GetAsync(provider.Address));
    }

    [Fact]
    public async Task A_body_without_length_goes_on_to_the_end_of_the_connection()
    {
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n\r\nto the ");
            await connection.WriteAsync("end");
        });

        Assert.Equal("to the end", await _caller.GetAsync(provider.Address));
        Assert.Equal("to the end", await _caller.GetAsync(provider.Address));
        Assert.Equal(2, provider.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConte")]
    [InlineData("")]
    public async Task An_answer_that_ends_before_its_end_is_cut(string answer)
    {
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync(answer);
        });

        Assert.Equal(FailureKind.Cut, (await _caller.FailAsync(provider.Address)).Kind);
        Assert.Equal(1, provider.Connections);
    }

    [Theory]
    [InlineData("SSH-2.0-server\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nok")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]
    public async Task An_answer_that_is_none_is_malformed(string answer)
    {
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync(answer);
            await connection.ClosedAsync();
        });

        Assert.Equal(FailureKind.Malformed, (await _caller.FailAsync(provider.Address)).Kind);
    }
}
