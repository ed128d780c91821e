using System.Text;
using Providers.Failures;
using Providers.Streams;

namespace Providers.Tests.Streams;

public class SseReaderTests
{
    private const string Mixed =
        "\uFEFF: welcome\n\nevent: x\ndata: one\n\n: ping\n\ndata:two é😀\r\n\r\nid: 3\rdata: three\r\r"
        + "data: a\ndata: b\r\ndata\ndata:  c\n\nretry: 5\n\ndatax: no\n\ndata: {\"k\":\"€\"}\n\ndata: [DONE]\n\n";

    private static readonly string[] Events = ["one", "two é😀", "three", "a\nb\n\n c", "{\"k\":\"€\"}", "[DONE]"];

    [Fact]
    public async Task Reads_every_line_ending_comment_and_joined_data() => Assert.Equal(Events, await ReadAll(Mixed, []));

    [Fact]
    public async Task Gives_the_same_events_wherever_the_bytes_are_cut_once()
    {
        for (var cut = 1; cut < Encoding.UTF8.GetByteCount(Mixed); cut++)
        {
            Assert.Equal(Events, await ReadAll(Mixed, [cut]));
        }
    }

    [Fact]
    public async Task Events_that_wait_are_read_many_at_a_time()
    {
        const int Count = 1_000;
        var stream = new ChoppedStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"data: {new string('x', 150)}\n\n", Count))), []);
        using var events = new SseReader(stream);
        var read = 0;
        while (await events.ReadAsync(default))
        {
            read++;
        }

        Assert.Equal(Count, read);
        Assert.InRange(stream.Reads, 1, 20);
    }

    [Fact]
    public async Task Gives_the_same_events_byte_by_byte() =>
        Assert.Equal(Events, await ReadAll(Mixed, [.. Enumerable.Range(1, Encoding.UTF8.GetByteCount(Mixed))]));

    [Fact]
    public async Task Gives_the_same_events_for_any_pair_of_cuts()
    {
        const string Text = "data: ab\r\n\r\ndata: c\rdata: d\n\n";
        for (var first = 1; first < Text.Length; first++)
        {
            for (var second = first + 1; second < Text.Length; second++)
            {
                Assert.Equal(["ab", "c\nd"], await ReadAll(Text, [first, second]));
            }
        }
    }

    [Fact]
    public async Task Delivers_a_last_event_that_lacks_its_blank_line_and_marks_it_as_cut()
    {
        foreach (var text in (string[])["data: end", "data: end\n"])
        {
            using var reader = new SseReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
            Assert.True(await reader.ReadAsync(default));
            Assert.Equal("end", Encoding.UTF8.GetString(reader.Data.Span));
            Assert.True(reader.IsCut);
            Assert.False(await reader.ReadAsync(default));
        }
    }

    [Fact]
    public async Task Reads_events_larger_than_the_first_buffer()
    {
        var large = new string('x', 100_000);
        Assert.Equal([large, "y", large], await ReadAll($"data: {large}\n\ndata: y\n\ndata: {large}\n\n", [10, 5_000, 60_000]));
    }

    [Theory]
    [InlineData("data: {0}\n\n")]
    [InlineData(": {0}\n\n")]
    [InlineData("data: {0}")]
    public async Task Refuses_a_line_over_the_limit(string format)
    {
        var text = string.Format(null, format, new string('x', 200_000));
        using var reader = new SseReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), limit: 64 * 1024);
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => reader.ReadAsync(default).AsTask());
        Assert.Equal(FailureKind.Malformed, thrown.Failure.Kind);
    }

    [Fact]
    public async Task Refuses_an_event_whose_lines_together_exceed_the_limit()
    {
        var text = string.Concat(Enumerable.Repeat($"data: {new string('x', 1000)}\n", 200));
        using var reader = new SseReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), limit: 64 * 1024);
        await Assert.ThrowsAsync<UpstreamFailureException>(() => reader.ReadAsync(default).AsTask());
    }

    [Fact]
    public async Task A_broken_connection_is_a_cut()
    {
        using var reader = new SseReader(new ChoppedStream("data: a\n\ndata: b"u8.ToArray(), [], new IOException("reset")));
        Assert.True(await reader.ReadAsync(default));
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => reader.ReadAsync(default).AsTask());
        Assert.Equal(FailureKind.Cut, thrown.Failure.Kind);
    }

    [Fact]
    public async Task A_cancellation_stays_a_cancellation()
    {
        using var reader = new SseReader(new ChoppedStream([], []));
        await Assert.ThrowsAsync<OperationCanceledException>(() => reader.ReadAsync(new CancellationToken(canceled: true)).AsTask());
    }

    private static async Task<List<string>> ReadAll(string text, int[] cuts)
    {
        using var reader = new SseReader(new ChoppedStream(Encoding.UTF8.GetBytes(text), cuts));
        var events = new List<string>();
        while (await reader.ReadAsync(default))
        {
            events.Add(Encoding.UTF8.GetString(reader.Data.Span));
        }

        return events;
    }
}
