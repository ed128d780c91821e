using System.Text;
using Providers.Failures;
using Providers.Streams;

namespace Providers.Tests.Streams;

public class NdjsonReaderTests
{
    private const string Lines = "{\"a\":1}\n\r\n{\"b\":\"é😀\"}\r\n{\"c\":3}";

    private static readonly string[] Expected = ["{\"a\":1}", "{\"b\":\"é😀\"}", "{\"c\":3}"];

    [Fact]
    public async Task Gives_the_same_lines_wherever_the_bytes_are_cut()
    {
        for (var cut = 1; cut <= Encoding.UTF8.GetByteCount(Lines); cut++)
        {
            using var reader = new NdjsonReader(new ChoppedStream(Encoding.UTF8.GetBytes(Lines), [cut]));
            var lines = new List<string>();
            while (await reader.ReadAsync(default))
            {
                lines.Add(Encoding.UTF8.GetString(reader.Data.Span));
            }

            Assert.Equal(Expected, lines);
            Assert.True(reader.IsCut);
        }
    }

    [Fact]
    public async Task Refuses_a_line_over_the_limit()
    {
        using var reader = new NdjsonReader(new MemoryStream(new byte[100_000]), limit: 10_000);
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => reader.ReadAsync(default).AsTask());
        Assert.Equal(FailureKind.Malformed, thrown.Failure.Kind);
    }
}
