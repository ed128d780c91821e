using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks;

/// <summary>A server with nothing on it.</summary>
internal static class Hosting
{
    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="inline">Whether work goes on on the thread that the socket woke, rather than on another of the pool.</param>
    public static WebApplication Build(int port, bool inline)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        builder.WebHost.UseSockets(options => options.UnsafePreferInlineScheduling = inline);
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
