using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Aspire.Routing.V1;
using Google.Protobuf;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Grpc;

/// <summary>Frames are looked at as they are on the wire: client libraries hide whether they were compressed.</summary>
public sealed class CompressionTests
{
    private const int FrameHeader = 5;

    [Theory]
    [InlineData(20_000, 1)]
    [InlineData(10, 0)]
    public async Task A_compressed_request_is_read_and_a_long_answer_comes_compressed(int length, byte compressed)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text(new string('a', length)));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        using var http = new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://{router.Channel.Target}/aspire.routing.v1.RouterService/Chat")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame(GrpcCalls.Chat())),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        request.Headers.Add("grpc-encoding", "gzip");
        request.Headers.Add("grpc-accept-encoding", "gzip");

        using var response = await http.SendAsync(request);
        var frame = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("0", Assert.Single(response.TrailingHeaders.GetValues("grpc-status")));
        Assert.Equal(compressed, frame[0]);
        Assert.Equal(length, Read(frame).Message.Content[0].Text.Length);
    }

    private static byte[] Frame(IMessage message)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionMode.Compress, leaveOpen: true))
        {
            message.WriteTo(gzip);
        }

        var frame = new byte[FrameHeader + body.Length];
        frame[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), (int)body.Length);
        body.ToArray().CopyTo(frame, FrameHeader);
        return frame;
    }

    private static ChatResponse Read(byte[] frame)
    {
        var body = new MemoryStream(frame, FrameHeader, frame.Length - FrameHeader);
        return ChatResponse.Parser.ParseFrom(frame[0] == 1 ? new GZipStream(body, CompressionMode.Decompress) : body);
    }
}
