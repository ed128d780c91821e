using System.Text;
using Router.Grpc.Connections.Http11;

namespace Router.FunctionalTests.Connections;

public sealed class ResponseHeadTests
{
    private const string Whole =
        "HTTP/1.1 429 Too Many Requests\r\nDate: today\r\ncontent-TYPE: \t application/json; charset=utf-8 \r\nContent-Length: 12\r\n"
        + "Retry-After: 3\r\nretry-after-ms: 2500\r\nContent-Encoding: gzip\r\nX-Empty:\r\n\r\n";

    [Fact]
    public void It_is_read_once_all_of_it_is_there_and_no_sooner()
    {
        var bytes = Encoding.ASCII.GetBytes(Whole + "{}");
        for (var length = 0; length < Whole.Length; length++)
        {
            Assert.False(ResponseHead.TryRead(bytes.AsSpan(0, length), out _));
        }

        Assert.True(ResponseHead.TryRead(bytes, out var head));
        Assert.Equal((Whole.Length, 429, 12L, true, false), (head.Length, head.Status, head.ContentLength, head.KeepsConnection, head.IsChunked));
        Assert.Equal("application/json; charset=utf-8", Encoding.ASCII.GetString(bytes[head.ContentType]));
        Assert.Equal("gzip", Encoding.ASCII.GetString(bytes[head.ContentEncoding]));
        Assert.Equal("3", Encoding.ASCII.GetString(bytes[head.RetryAfter]));
        Assert.Equal("2500", Encoding.ASCII.GetString(bytes[head.RetryAfterMilliseconds]));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK", "Content-Length: 1", true)]
    [InlineData("HTTP/1.1 200 OK", "Transfer-Encoding: Chunked", true)]
    [InlineData("HTTP/1.1 200 OK", "X: y", false)]
    [InlineData("HTTP/1.1 200 OK", "Content-Length: 1\r\nConnection: Upgrade, close", false)]
    [InlineData("HTTP/1.0 200 OK", "Content-Length: 1", false)]
    [InlineData("HTTP/1.0 200 OK", "Content-Length: 1\r\nConnection: Keep-Alive", true)]
    [InlineData("HTTP/1.1 204 No Content", "X: y", true)]
    [InlineData("HTTP/1.1 200", "Content-Length: 1", true)]
    public void The_connection_is_kept_where_the_body_has_an_end_of_its_own(string status, string fields, bool kept) =>
        Assert.Equal(kept, Read($"{status}\r\n{fields}\r\n\r\n").KeepsConnection);

    [Theory]
    [InlineData("<html>")]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 +20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 O\nK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0x1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX : a\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: a\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\nY: b\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n")]
    public void What_two_readers_might_read_in_two_ways_is_refused(string text) =>
        Assert.Equal(HttpRequestError.InvalidResponse, Assert.Throws<HttpRequestException>(() => Read(text)).HttpRequestError);

    [Fact]
    public void A_head_without_end_is_refused()
    {
        var endless = "HTTP/1.1 200 OK\r\nX: " + new string('y', ResponseHead.Limit);

        Assert.Throws<HttpRequestException>(() => Read(endless));
        Assert.Throws<HttpRequestException>(() => Read(endless + "\r\n\r\n"));
    }

    private static ResponseHead Read(string text)
    {
        Assert.True(ResponseHead.TryRead(Encoding.ASCII.GetBytes(text), out var head));
        return head;
    }
}
