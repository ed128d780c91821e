using System.Net.Sockets;
using System.Text;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Http;

public sealed class SlowCallerTests
{
    [Fact]
    public async Task A_body_that_trickles_is_given_up_in_the_callers_own_format_and_nobody_is_called()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        using var caller = new TcpClient();
        await caller.ConnectAsync(router.Http.BaseAddress!.Host, router.Http.BaseAddress.Port);
        var stream = caller.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Chats.Path} HTTP/1.1\r\nHost: router\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"model\":"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"request_timeout\"", answer, StringComparison.Ordinal);
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Fifty_megabytes_are_refused_before_they_are_read()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        using var caller = new TcpClient();
        await caller.ConnectAsync(router.Http.BaseAddress!.Host, router.Http.BaseAddress.Port);
        var stream = caller.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Chats.Path} HTTP/1.1\r\nHost: router\r\nContent-Type: application/json\r\nContent-Length: {50 << 20}\r\n\r\n{{"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var status = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

        Assert.StartsWith("HTTP/1.1 413 ", status, StringComparison.Ordinal);
        Assert.Equal(0, upstream.Counters.Requests);
    }
}
