using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using Compat.Tests.Wire;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace Compat.Tests.Rpc;

public sealed class CompressionTests : EchoServer
{
    // The compressed flag and the length of the message come first, see the gRPC wire format.
    private const int Prefix = 5;

    private static readonly EchoRequest Long = new() { Text = new string('q', 5_000) };

    [Fact]
    public async Task A_response_is_gzip_on_the_wire()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Address, "compat.tests.v1.Echo/Say"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Framed(Long)),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.Add("grpc-accept-encoding", "gzip");

        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("gzip", response.Headers.GetValues("grpc-encoding").Single());
        Assert.Equal(1, body[0]);
        Assert.True(body.Length < 500, $"{body.Length} bytes");
        Assert.Equal(Long.Text, EchoReply.Parser.ParseFrom(Unzipped(body)).Text);
    }

    [Fact]
    public async Task A_request_is_gzip_on_the_wire_when_asked_for()
    {
        var seen = ("", Body: Array.Empty<byte>());
        await using var raw = await GrpcServer.Start(_ => { }, app => app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            seen = (context.Request.Headers["grpc-encoding"].ToString(), body.ToArray());
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = ((int)StatusCode.Unimplemented).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }));

        await Assert.ThrowsAsync<RpcException>(async () => await new Echo.EchoClient(raw.Channel)
            .SayAsync(Long, new Metadata { { "grpc-internal-encoding-request", "gzip" } }));

        Assert.Equal("gzip", seen.Item1);
        Assert.Equal(1, seen.Body[0]);
        Assert.Equal(Long, EchoRequest.Parser.ParseFrom(Unzipped(seen.Body)));
    }

    [Fact]
    public async Task Both_directions_together_give_the_text_back()
    {
        var reply = await Client.SayAsync(Long, new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        Assert.Equal(Long.Text, reply.Text);
    }

    protected override void Configure(GrpcServiceOptions options)
    {
        options.ResponseCompressionAlgorithm = "gzip";
        options.ResponseCompressionLevel = CompressionLevel.Fastest;
    }

    private static byte[] Framed(EchoRequest message)
    {
        var frame = new byte[Prefix + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.CalculateSize());
        message.WriteTo(frame.AsSpan(Prefix));
        return frame;
    }

    private static byte[] Unzipped(byte[] frame)
    {
        using var unzipped = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(frame, Prefix, frame.Length - Prefix), CompressionMode.Decompress);
        gzip.CopyTo(unzipped);
        return unzipped.ToArray();
    }
}
