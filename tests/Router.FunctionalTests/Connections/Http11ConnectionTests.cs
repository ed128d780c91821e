using Providers.Failures;
using TestKit;

namespace Router.FunctionalTests.Connections;

/// <summary>When connections of our own HTTP/1.1 serve another request, and when they end.</summary>
public sealed class Http11ConnectionTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Http11Caller _caller = new();

    public void Dispose() => _caller.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_used_connection_that_the_server_closes_before_it_answers_is_no_failure(bool reset)
    {
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync(Ok);
            if (await connection.ReadAsync() is not null && reset)
            {
                connection.Reset();
            }
        });

        for (var request = 1; request <= 3; request++)
        {
            Assert.Equal("ok", await _caller.GetAsync(provider.Address));
            Assert.Equal(request, provider.Connections);
        }
    }

    [Fact]
    public async Task A_new_connection_that_the_server_closes_is_tried_once()
    {
        await using var provider = new RawProvider(connection => connection.ReadAsync());

        Assert.Equal(FailureKind.Cut, (await _caller.FailAsync(provider.Address)).Kind);
        Assert.Equal(1, provider.Connections);
    }

    [Fact]
    public async Task Once_an_answer_has_begun_it_is_not_asked_for_again()
    {
        var requests = 0;
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadAsync();
            requests++;
            await connection.WriteAsync(Ok);
            await connection.ReadAsync();
            requests++;
            await connection.WriteAsync("H");
        });

        await _caller.GetAsync(provider.Address);

        Assert.Equal(FailureKind.Cut, (await _caller.FailAsync(provider.Address)).Kind);
        Assert.Equal((2, 1), (requests, provider.Connections));
    }

    [Theory]
    [InlineData(Ok + Ok)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\nHTTP")]
    public async Task What_comes_behind_an_answer_is_nobodys(string answer)
    {
        await using var provider = new RawProvider(async connection =>
        {
            while (await connection.ReadAsync() is not null)
            {
                await connection.WriteAsync(answer);
            }
        });

        Assert.Equal("ok", await _caller.GetAsync(provider.Address));
        Assert.Equal("ok", await _caller.GetAsync(provider.Address));
        Assert.Equal(2, provider.Connections);
    }

    [Fact]
    public async Task An_answer_read_to_its_last_event_leaves_its_connection_to_the_next()
    {
        await using var provider = new RawProvider(async connection =>
        {
            while (await connection.ReadAsync() is not null)
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n");
                await connection.WriteAsync("0\r\n\r\n");
            }
        });

        await Eventually.Is(async () =>
        {
            var before = provider.Connections;
            using var request = new HttpRequestMessage(HttpMethod.Get, provider.Address);
            using var response = await _caller.Client.SendAsync(request, default);
            var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[2]);
            return before == provider.Connections;
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")]
    public async Task Whoever_gives_up_closes_the_connection(string begun)
    {
        using var caller = new CancellationTokenSource();
        var (asked, closed) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync(begun);
            asked.SetResult();
            await connection.ClosedAsync();
            closed.SetResult();
        });
        var asking = _caller.GetAsync(provider.Address, caller.Token);
        await asked.Task.WaitAsync(Patience, TimeProvider.System);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await closed.Task.WaitAsync(Patience, TimeProvider.System);
    }

    [Theory]
    [InlineData(61)]
    [InlineData(301)]
    public async Task A_connection_that_has_rested_or_lived_for_long_is_closed(int seconds)
    {
        var closed = new TaskCompletionSource();
        await using var provider = new RawProvider(async connection =>
        {
            while (await connection.ReadAsync() is not null)
            {
                await connection.WriteAsync(Ok);
            }

            closed.TrySetResult();
        });
        await _caller.GetAsync(provider.Address);

        _caller.Clock.Advance(TimeSpan.FromSeconds(seconds));

        await closed.Task.WaitAsync(Patience, TimeProvider.System);
        await _caller.GetAsync(provider.Address);
        Assert.Equal(2, provider.Connections);
    }

    [Fact]
    public async Task Each_of_a_hosts_addresses_is_tried()
    {
        // The name stands for addresses of both kinds, and nobody listens on the other.
        await using var provider = new RawProvider(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync(Ok);
        });

        Assert.Equal("ok", await _caller.GetAsync(new UriBuilder(provider.Address) { Host = "localhost" }.Uri));
    }
}
