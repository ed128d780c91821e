using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Router.FunctionalTests.Running;
using Router.Grpc.Settings;
using Router.Grpc.Sockets;

namespace Router.FunctionalTests.Sockets;

/// <summary>The server on loops: what its callers may expect of it as of any other.</summary>
public sealed class LoopTransportTests
{
    private static readonly byte[] Long = [.. Enumerable.Range(0, 5_000_000).Select(static at => (byte)(at * 31))];

    [Fact]
    public void It_is_what_a_router_on_linux_has() => Assert.Equal(OperatingSystem.IsLinux(), SocketScheduling.HasLoops);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Long_bodies_come_and_go_over_tls(int version)
    {
        using var certificate = SelfSigned.Certificate();
        await using var server = await StartAsync(listen => listen.UseHttps(certificate), EchoAsync);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString();
        using var caller = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(server, "https"))
        {
            Version = new(version, version == 1 ? 1 : 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Long),
        };

        using var response = await caller.SendAsync(request);

        Assert.True((await response.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(Long));
    }

    [Fact]
    public async Task The_last_bytes_come_before_the_connection_closes()
    {
        await using var server = await StartAsync(static _ => { }, static context => context.Response.Body.WriteAsync(Long, 0, Long.Length));
        using var caller = new TcpClient();
        await caller.ConnectAsync(IPAddress.Loopback, AddressOf(server, "http").Port);
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.0\r\n\r\n"));

        using var all = new MemoryStream();
        await caller.GetStream().CopyToAsync(all);

        Assert.True(all.ToArray().AsSpan()[^Long.Length..].SequenceEqual(Long));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_is_heard()
    {
        var (begun, heard) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await StartAsync(static _ => { }, async context =>
        {
            context.RequestAborted.Register(heard.SetResult);
            begun.SetResult();
            await heard.Task;
        });
        using (var caller = new TcpClient())
        {
            await caller.ConnectAsync(IPAddress.Loopback, AddressOf(server, "http").Port);
            await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
            await begun.Task;
        }

        await heard.Task.WaitAsync(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task An_address_in_use_is_told_as_such()
    {
        await using var first = await StartAsync(static _ => { }, EchoAsync);
        var port = AddressOf(first, "http").Port;

        var told = await Assert.ThrowsAsync<IOException>(() => StartAsync(static _ => { }, EchoAsync, port));

        Assert.IsType<AddressInUseException>(told.InnerException);
    }

    // The whole first: who sends reads nothing meanwhile.
    private static async Task EchoAsync(HttpContext context)
    {
        using var all = new MemoryStream();
        await context.Request.Body.CopyToAsync(all);
        await context.Response.Body.WriteAsync(all.ToArray());
    }

    private static Uri AddressOf(WebApplication server, string scheme) => new UriBuilder(server.Urls.First()) { Scheme = scheme }.Uri;

    private static async Task<WebApplication> StartAsync(Action<ListenOptions> listening, RequestDelegate answer, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IConnectionListenerFactory, LoopTransport>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Use(next => connection => next(Assert.IsType<LoopConnection>(connection)));
                listening(listen);
            });
        });
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return app;
    }
}
