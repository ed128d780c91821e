using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Providers.Worker;
using Providers.Worker.OnDemand;
using TestKit;

namespace Worker.FunctionalTests;

/// <summary>A worker in this process, on real Kestrel, composed as its program composes it.</summary>
internal sealed class WorkerHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private WorkerHost(WebApplication app, LogCapture logs)
    {
        _app = app;
        Logs = logs;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public LogCapture Logs { get; }

    /// <summary>What the worker has heard that somebody asks for.</summary>
    public SyncDemands Demands => _app.Services.GetRequiredService<SyncDemands>();

    public static async Task<WorkerHost> StartAsync(Uri catalog, string? redis = null, params (string Key, string Value)[] settings)
    {
        var logs = new LogCapture();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:catalog-api:grpc:0"] = catalog.ToString(),
            ["ConnectionStrings:redis"] = redis,
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddServiceDefaults();
        builder.AddWorker();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync();
        return new WorkerHost(app, logs);
    }

    /// <summary>What <c>/health</c> says under one name.</summary>
    public async Task<JsonElement> HealthAsync(string check)
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync("/health"));
        return document.RootElement.GetProperty("checks").GetProperty(check).Clone();
    }

    /// <summary>What <c>/health</c> says under one name of one provider; null while it says nothing.</summary>
    public async Task<(string Result, string? Detail)?> HealthAsync(string check, string provider)
    {
        var entry = await HealthAsync(check);
        return entry.TryGetProperty("data", out var data) && data.TryGetProperty(provider, out var outcome)
            ? (outcome.GetProperty("result").GetString()!, outcome.TryGetProperty("detail", out var detail) ? detail.GetString() : null)
            : null;
    }

    /// <summary>What <c>/metrics</c> tells.</summary>
    public Task<string> MetricsAsync() => _client.GetStringAsync("/metrics");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Logs.VerifyNoErrors();
    }
}
