using System.Text;
using Router.Grpc.Connections.Http11;

namespace Router.FunctionalTests.Connections;

public sealed class ChunkDecoderTests
{
    private const string Framed = "5\r\nHello\r\n1;name=\"value\"\r\n \r\n00B  \r\nwide world!\r\n0\r\nX-Trailer: a\r\nY: b\r\n\r\n";
    private const string Content = "Hello wide world!";

    [Fact]
    public void Where_the_bytes_are_cut_makes_no_difference()
    {
        for (var first = 0; first <= Framed.Length; first++)
        {
            for (var second = first; second <= Framed.Length; second++)
            {
                var decoder = new ChunkDecoder();
                var text = Decode(ref decoder, Framed[..first]) + Decode(ref decoder, Framed[first..second]) + Decode(ref decoder, Framed[second..]);

                Assert.Equal((Content, true), (text, decoder.IsDone));
            }
        }
    }

    [Fact]
    public void It_is_done_at_its_last_byte_and_leaves_what_follows()
    {
        var decoder = new ChunkDecoder();
        Decode(ref decoder, Framed[..^1]);
        Assert.False(decoder.IsDone);

        Assert.Equal(0, decoder.Decode("\nHTTP"u8.ToArray(), out var read));
        Assert.Equal((1, true), (read, decoder.IsDone));
    }

    [Fact]
    public void Extensions_of_a_long_stream_do_not_add_up()
    {
        var decoder = new ChunkDecoder();
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal("x", Decode(ref decoder, $"1;{new string('e', 100)}\r\nx\r\n"));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("x\r\n")]
    [InlineData(" 1\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("0x1\r\n")]
    [InlineData("1\n")]
    [InlineData("1\rx")]
    [InlineData(";x\r\n")]
    [InlineData("1;x\n\r\n")]
    [InlineData("1\r\nab")]
    [InlineData("1\r\na\n")]
    [InlineData("1\r\na\r\r")]
    [InlineData("fffffffffffffffff\r\n")]
    [InlineData("0000000000000001\r\n")]
    [InlineData("0\r\n\n")]
    [InlineData("0\r\nX: y\n")]
    [InlineData("0\r\n\rx")]
    public void Broken_framing_is_refused(string framed)
    {
        var decoder = new ChunkDecoder();

        Assert.Equal(HttpRequestError.InvalidResponse, Assert.Throws<HttpIOException>(() => Decode(ref decoder, framed)).HttpRequestError);
    }

    [Fact]
    public void Trailers_without_end_are_refused()
    {
        var decoder = new ChunkDecoder();

        Assert.Throws<HttpIOException>(() => Decode(ref decoder, "0\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 10_000))));
    }

    private static string Decode(ref ChunkDecoder decoder, string framed)
    {
        var bytes = Encoding.ASCII.GetBytes(framed);
        var content = decoder.Decode(bytes, out var read);
        Assert.True(decoder.IsDone || read == bytes.Length);
        return Encoding.ASCII.GetString(bytes, 0, content);
    }
}
