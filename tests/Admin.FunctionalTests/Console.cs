using System.Net;
using Admin.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Admin.FunctionalTests;

/// <summary>The console in this process, on real Kestrel, composed as its program composes it.</summary>
internal sealed class Console : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LogCapture _logs;

    private Console(WebApplication app, LogCapture logs)
    {
        _app = app;
        _logs = logs;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
    }

    public HttpClient Client { get; }

    public static async Task<Console> StartAsync(params (string Key, string Value)[] settings)
    {
        var logs = new LogCapture();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.WebHost.UseUrls(builder.Configuration["urls"]!);
        builder.AddServiceDefaults();
        builder.AddAdmin();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapAdmin();
        await app.StartAsync();
        return new Console(app, logs);
    }

    /// <summary>The first page as text: what a reader sees, without the markup.</summary>
    public async Task<string> ReadAsync()
    {
        var page = await Client.GetStringAsync("/");
        var text = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(page, "<[^>]*>", " "));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _logs.VerifyNoErrors();
    }
}
