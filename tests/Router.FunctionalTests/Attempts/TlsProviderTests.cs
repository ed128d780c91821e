using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Router.FunctionalTests.Running;
using Routing.Catalog;

namespace Router.FunctionalTests.Attempts;

/// <summary>Providers over TLS, as nearly all are.</summary>
public sealed class TlsProviderTests
{
    private const int AtOnce = 6;
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""";

    private readonly ConcurrentBag<(string Protocol, string Connection, string? Agent)> _calls = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _opened;

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2", 1)]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1", AtOnce)]
    public async Task Calls_share_a_connection_where_the_provider_offers_HTTP2(HttpProtocols offered, string spoken, int connections)
    {
        using var folder = new TemporaryFolder();
        using var certificate = SelfSigned.Certificate();
        await File.WriteAllTextAsync(folder.In("trusted.pem"), certificate.ExportCertificatePem());
        await using var provider = await StartAsync(certificate, offered);
        await File.WriteAllBytesAsync(folder.In("snapshot.json"), SnapshotFile.Write(Catalogs.Of(new Uri(provider.Urls.Single()))));
        await using var router = await RouterProcess.ServeAsync(
            new Dictionary<string, string> { ["SSL_CERT_FILE"] = folder.In("trusted.pem") },
            "--snapshot", folder.In("snapshot.json"), "--spool", folder.In("spool"));
        using var http = new HttpClient { BaseAddress = router.Address };

        var first = await http.ChatAsync();
        var others = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => http.ChatAsync()));

        Assert.All([first, .. others], response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.All(_calls, call => Assert.Equal((spoken, "Aspire.Routing"), (call.Protocol, call.Agent)));
        Assert.Equal(connections, _calls.Select(call => call.Connection).Distinct().Count());
        Assert.Equal(connections, _opened);
    }

    // The first call is answered at once, the others when all of them are there.
    private async Task AnswerAsync(HttpContext context)
    {
        _calls.Add((context.Request.Protocol, context.Connection.Id, context.Request.Headers.UserAgent));
        if (_calls.Count == 1 + AtOnce)
        {
            _all.TrySetResult();
        }

        if (_calls.Count > 1)
        {
            await _all.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Answer);
    }

    private async Task<WebApplication> StartAsync(X509Certificate2 certificate, HttpProtocols offered)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = offered;
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref _opened);
                return next(connection);
            });
            listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.MapPost("/v1/chat/completions", AnswerAsync);
        await app.StartAsync();
        return app;
    }
}
