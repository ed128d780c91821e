using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Grpc.Sockets;
using TestKit;

namespace Router.FunctionalTests.Sockets;

/// <summary>What connections on a loop owe those who read and write them.</summary>
public sealed class LoopStreamTests
{
    // More than the system buffers for a connection.
    private const int MoreThanFits = 64 << 20;

    [Fact]
    public async Task What_is_written_arrives_whole_and_in_order_on_many_connections_in_both_directions() =>
        await Task.WhenAll(Enumerable.Range(0, 24).Select(static async seed =>
        {
            using var pair = await LoopPair.OpenAsync();
            await using var plain = new NetworkStream(pair.Plain, ownsSocket: false);
            await Task.WhenAll(
                WriteAsync(pair.Loop, new Random(seed)), ReadAsync(plain, new Random(seed)),
                WriteAsync(plain, new Random(~seed)), ReadAsync(pair.Loop, new Random(~seed)));
        }));

    [Fact]
    public async Task Many_connections_one_after_the_other_are_told_only_of_their_own_bytes()
    {
        for (var wave = 0; wave < 20; wave++)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(async number =>
            {
                using var pair = await LoopPair.OpenAsync();
                var said = Encoding.ASCII.GetBytes($"{wave}:{number}");
                var buffer = new byte[said.Length + 1];
                var reading = pair.Loop.ReadAsync(buffer);
                await pair.Plain.SendAsync(said);
                Assert.Equal(said.Length, await reading);
                Assert.Equal(said, buffer[..said.Length]);
            }));
        }
    }

    [Fact]
    public async Task A_reader_that_rests_makes_the_writer_wait()
    {
        using var pair = await LoopPair.OpenAsync();
        var written = new byte[MoreThanFits];
        new Random(1).NextBytes(written);

        var writing = pair.Loop.WriteAsync(written).AsTask();
        Assert.False(writing.IsCompleted);
        await using var plain = new NetworkStream(pair.Plain, ownsSocket: false);
        var read = new byte[MoreThanFits];
        await plain.ReadExactlyAsync(read);

        await writing;
        Assert.True(read.AsSpan().SequenceEqual(written));
    }

    [Fact]
    public async Task Closing_ends_the_wait_to_read_and_the_wait_to_write()
    {
        using var pair = await LoopPair.OpenAsync();
        var writing = pair.Loop.WriteAsync(new byte[MoreThanFits]).AsTask();
        var reading = pair.Loop.ReadAsync(new byte[1]).AsTask();

        pair.Loop.Dispose();

        await Assert.ThrowsAsync<IOException>(() => reading);
        await Assert.ThrowsAsync<IOException>(() => writing);
        await Assert.ThrowsAsync<IOException>(() => pair.Loop.ReadAsync(new byte[1]).AsTask());
        await Assert.ThrowsAsync<IOException>(async () => await pair.Loop.WriteAsync(new byte[1]));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_loses_no_byte()
    {
        using var pair = await LoopPair.OpenAsync();
        var buffer = new byte[8];
        for (var round = 0; round < 50; round++)
        {
            using var patience = new CancellationTokenSource();
            var reading = pair.Loop.ReadAsync(buffer, patience.Token).AsTask();
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

            await pair.Plain.SendAsync(new[] { (byte)round });
            Assert.Equal(1, await pair.Loop.ReadAsync(buffer));
            Assert.Equal(round, buffer[0]);
        }
    }

    [Fact]
    public async Task Waiting_for_bytes_takes_none()
    {
        using var pair = await LoopPair.OpenAsync();
        var waiting = pair.Loop.ReadyAsync().AsTask();
        await pair.Plain.SendAsync("abc"u8.ToArray());

        Assert.Equal(0, await waiting);
        var buffer = new byte[4];
        Assert.Equal(3, await pair.Loop.ReadAsync(buffer));
    }

    [Fact]
    public async Task What_fills_its_buffer_is_read_on_without_a_wait()
    {
        using var pair = await LoopPair.OpenAsync();
        await pair.Plain.SendAsync("abcdefghij"u8.ToArray());
        var buffer = new byte[4];

        Assert.Equal(4, await pair.Loop.ReadAsync(buffer));
        Assert.True(pair.Loop.TryReadOn(buffer, out var more));
        Assert.Equal("efgh", Encoding.ASCII.GetString(buffer, 0, more));
        Assert.True(pair.Loop.TryReadOn(buffer, out more));
        Assert.Equal("ij", Encoding.ASCII.GetString(buffer, 0, more));
        Assert.False(pair.Loop.TryReadOn(buffer, out _));

        pair.Plain.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await pair.Loop.ReadAsync(buffer));
    }

    [Fact]
    public async Task The_end_is_read_behind_the_last_bytes()
    {
        using var pair = await LoopPair.OpenAsync();
        await pair.Plain.SendAsync("abc"u8.ToArray());
        pair.Plain.Shutdown(SocketShutdown.Send);

        var buffer = new byte[16];
        Assert.Equal(3, await pair.Loop.ReadAsync(buffer));
        Assert.Equal(0, await pair.Loop.ReadAsync(buffer));

        // The other direction is open still.
        await pair.Loop.WriteAsync("d"u8.ToArray());
        Assert.Equal(1, await pair.Plain.ReceiveAsync(buffer));
    }

    [Fact]
    public async Task A_broken_connection_is_told_to_whoever_waits()
    {
        using var pair = await LoopPair.OpenAsync();
        var reading = pair.Loop.ReadAsync(new byte[1]).AsTask();
        pair.Plain.Close(timeout: 0);

        var told = await Assert.ThrowsAsync<IOException>(() => reading);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(told.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task That_nobody_answers_is_told()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Dispose();

        var told = await Assert.ThrowsAsync<SocketException>(async () => await LoopStream.ConnectAsync(IPAddress.Loopback, port, CancellationToken.None));
        Assert.Equal(SocketError.ConnectionRefused, told.SocketErrorCode);
    }

    [Fact]
    public async Task In_a_turn_of_several_what_is_written_leaves_at_its_end()
    {
        using var first = await LoopPair.OpenAsync();
        var (one, two) = (await PlainPair.OpenAsync(), await PlainPair.OpenAsync());
        using (one)
        using (two)
        {
            var early = await Task.Run(async () =>
            {
                while (Thread.CurrentThread.Name?.StartsWith("sockets", StringComparison.Ordinal) != true)
                {
                    var reading = first.Loop.ReadAsync(new byte[1]);
                    _ = first.Plain.SendAsync(new byte[1]);
                    Assert.Equal(1, await reading);
                }

                // On a loop's thread: the two share it, and both are ready when it looks again.
                var answers = Task.WhenAll(AnswerAsync(one), AnswerAsync(two));
                one.Far.Send(new byte[1]);
                two.Far.Send(new byte[1]);
                SpinWait.SpinUntil(() => one.Near.Available > 0 && two.Near.Available > 0);
                return await answers;
            });

            Assert.Equal([0, 0], early);
            await Eventually.Is(() => one.Far.Available == 3 && two.Far.Available == 3);
            var buffer = new byte[8];
            Assert.Equal("abc", Encoding.ASCII.GetString(buffer, 0, await one.Far.ReceiveAsync(buffer)));
        }
    }

    /// <returns>How much had arrived when all was written.</returns>
    private static async Task<int> AnswerAsync(PlainPair pair)
    {
        var stream = new LoopStream(pair.Near);
        Assert.Equal(1, await stream.ReadAsync(new byte[1]));
        foreach (var piece in new[] { "a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray() })
        {
            await stream.WriteAsync(piece);
        }

        return pair.Far.Available;
    }

    private static async Task WriteAsync(Stream stream, Random random)
    {
        for (var piece = 0; piece < 60; piece++)
        {
            var bytes = new byte[random.Next(1, 40_000)];
            random.NextBytes(bytes);
            await stream.WriteAsync(bytes);
        }
    }

    private static async Task ReadAsync(Stream stream, Random random)
    {
        for (var piece = 0; piece < 60; piece++)
        {
            var expected = new byte[random.Next(1, 40_000)];
            random.NextBytes(expected);
            var read = new byte[expected.Length];
            await stream.ReadExactlyAsync(read);
            Assert.True(read.AsSpan().SequenceEqual(expected), $"piece {piece} came otherwise than it was written");
        }
    }
}
