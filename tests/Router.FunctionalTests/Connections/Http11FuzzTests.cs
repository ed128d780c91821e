using System.Text;
using Providers.Failures;
using Providers.Tests.Fuzzing;
using Router.Grpc.Connections.Http11;

namespace Router.FunctionalTests.Connections;

/// <summary>
/// Whatever comes over a connection is an answer, or a failure that has a name: no other exception, no hang, no hoard. 5,000 changed
/// answers of each kind, 100,000 with LONG_TESTS; the same ones every time.
/// </summary>
public sealed class Http11FuzzTests : IDisposable
{
    private const int Seed = 20260106;
    private const long MostAllocated = 8 << 20;

    private static readonly int Inputs = Environment.GetEnvironmentVariable("LONG_TESTS") is null ? 5_000 : 100_000;

    private readonly OriginPool _pool = new(new("http://127.0.0.1:9"), new(TimeSpan.FromSeconds(1), TimeProvider.System), TimeSpan.Zero, TimeProvider.System);
    private readonly Route _route;

    public Http11FuzzTests() => _route = new(new("http://127.0.0.1:9/chat"), _pool);

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/plain\r\nContent-Length: 26\r\nConnection: keep-alive\r\n\r\nabcdefghijklmnopqrstuvwxyz")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1a;x=y\r\nabcdefghijklmnopqrstuvwxyz\r\n3\r\n123\r\n0\r\nTrailer: t\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nretry-after-ms: 1\r\n\r\nuntil the end")]
    public async Task Answers(string sample)
    {
        var bytes = Encoding.ASCII.GetBytes(sample);
        var random = new Random(Seed);
        for (var at = 0; at < Inputs; at++)
        {
            var input = Mutation.Of(bytes, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Assert.InRange(await ReadAsync(input, Mutation.Cuts(input.Length, random)), 0, input.Length);
            }
            catch (Exception e) when (UpstreamFailure.From(e) is not null)
            {
                // As it should be.
            }
            catch (Exception e)
            {
                Assert.Fail($"Input {at} of seed {Seed}: {e}\n{Encoding.Latin1.GetString(input)}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        }
    }

    private async Task<int> ReadAsync(byte[] input, int[] cuts)
    {
        using var connection = new Http11Connection(new ScriptedStream(input, cuts), _pool, TimeProvider.System);
        connection.Listen(TimeProvider.System.GetTimestamp());
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:9/chat");
        using var response = await connection.SendAsync(request, _route, (_, _, _) => throw new InvalidOperationException("A new connection is not stale."), default);
        var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16];
        var length = 0;
        while (await body.ReadAsync(buffer) is var read and > 0)
        {
            length += read;
        }

        return length;
    }
}
