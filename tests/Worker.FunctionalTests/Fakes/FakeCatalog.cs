using System.Collections.Concurrent;
using System.Net;
using Aspire.Catalog.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Worker.FunctionalTests.Fakes;

/// <summary>A catalog to script, on real cleartext HTTP/2: it sends what it is told to and keeps what it is sent.</summary>
internal sealed class FakeCatalog : IAsyncDisposable
{
    private WebApplication? _app;

    public int Port { get; } = FreePort.Next();

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>What the latest watcher is sent next.</summary>
    public Script<WatchCatalogResponse> Events { get; } = new();

    /// <summary>The revision that each watcher said it had.</summary>
    public ConcurrentQueue<long> Watchers { get; } = new();

    /// <summary>The lists that were handed over; what could not be read stands in <see cref="Unreadable"/>.</summary>
    public ConcurrentQueue<SyncProviderRequest> Synced { get; } = new();

    public ConcurrentQueue<SyncProviderRequest> Unreadable { get; } = new();

    /// <summary>The lists that were said to be the same as before.</summary>
    public ConcurrentQueue<ConfirmUnchangedRequest> Confirmed { get; } = new();

    /// <summary>What was told of syncs.</summary>
    public ConcurrentQueue<ReportSyncRequest> Reports { get; } = new();

    /// <summary>Messages of open alerts, by kind and subject.</summary>
    public ConcurrentDictionary<(AlertKind Kind, string Subject), string> Alerts { get; } = new();

    /// <summary>Requests to sync, for whoever watches.</summary>
    public Script<WatchSyncRequestsResponse> Demands { get; } = new();

    /// <summary>Lists are taken over once this has ended.</summary>
    public Task Takes { get; set; } = Task.CompletedTask;

    /// <summary>Whether a list was handed over that waits for <see cref="Takes"/>.</summary>
    public bool IsOffered { get; private set; }

    /// <summary>Says that the last answer was another one, whatever the worker says.</summary>
    public bool WantsWholeLists { get; set; }

    /// <summary>Refuses every call with this status; null serves.</summary>
    public StatusCode? Refusal { get; set; }

    public static async Task<FakeCatalog> StartAsync(params WatchCatalogResponse[] events)
    {
        var catalog = new FakeCatalog();
        foreach (var response in events)
        {
            catalog.Events.Add(response);
        }

        await catalog.ComeAsync();
        return catalog;
    }

    public async Task ComeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, Port, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Service>();
        app.MapGrpcService<Syncs>();
        app.MapGrpcService<AlertCalls>();
        await app.StartAsync();
        _app = app;
    }

    public async Task GoAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
            await app.StopAsync(atOnce.Token);
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await GoAsync();

    internal sealed class Service(FakeCatalog catalog) : CatalogService.CatalogServiceBase
    {
        public override async Task WatchCatalog(
            WatchCatalogRequest request, IServerStreamWriter<WatchCatalogResponse> responseStream, ServerCallContext context)
        {
            catalog.Refuse();
            var take = catalog.Events.Watch(context.CancellationToken);
            catalog.Watchers.Enqueue(request.KnownRevision);
            while (true)
            {
                var next = await take();
                await responseStream.WriteAsync(next, context.CancellationToken);
                if (next.EventCase == WatchCatalogResponse.EventOneofCase.None)
                {
                    return;
                }
            }
        }

        public override async Task<SyncProviderResponse> SyncProvider(SyncProviderRequest request, ServerCallContext context)
        {
            catalog.Refuse();
            catalog.IsOffered = true;
            await catalog.Takes.WaitAsync(context.CancellationToken);
            if (request.Failure.Length > 0 || request.Models.Count == 0)
            {
                catalog.Unreadable.Enqueue(request);
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "no models"));
            }

            catalog.Synced.Enqueue(request);
            return new SyncProviderResponse { Added = request.Models.Count };
        }
    }

    internal sealed class Syncs(FakeCatalog catalog) : SyncService.SyncServiceBase
    {
        public override Task<ConfirmUnchangedResponse> ConfirmUnchanged(ConfirmUnchangedRequest request, ServerCallContext context)
        {
            catalog.Refuse();
            if (catalog.WantsWholeLists)
            {
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "another answer"));
            }

            catalog.Confirmed.Enqueue(request);
            return Task.FromResult(new ConfirmUnchangedResponse());
        }

        public override Task<ReportSyncResponse> ReportSync(ReportSyncRequest request, ServerCallContext context)
        {
            catalog.Reports.Enqueue(request);
            return Task.FromResult(new ReportSyncResponse());
        }

        public override async Task WatchSyncRequests(
            WatchSyncRequestsRequest request, IServerStreamWriter<WatchSyncRequestsResponse> responseStream, ServerCallContext context)
        {
            var take = catalog.Demands.Watch(context.CancellationToken);
            while (true)
            {
                var next = await take();
                await responseStream.WriteAsync(next, context.CancellationToken);
            }
        }
    }

    internal sealed class AlertCalls(FakeCatalog catalog) : AlertService.AlertServiceBase
    {
        public override Task<RaiseAlertResponse> RaiseAlert(RaiseAlertRequest request, ServerCallContext context)
        {
            catalog.Refuse();
            catalog.Alerts[(request.Kind, request.Subject)] = request.Message;
            return Task.FromResult(new RaiseAlertResponse());
        }

        public override Task<ResolveAlertResponse> ResolveAlert(ResolveAlertRequest request, ServerCallContext context)
        {
            catalog.Alerts.TryRemove((request.Kind, request.Subject), out _);
            return Task.FromResult(new ResolveAlertResponse());
        }

        public override Task<ListAlertsResponse> ListAlerts(ListAlertsRequest request, ServerCallContext context) => Task.FromResult(
            new ListAlertsResponse
            {
                Alerts = { catalog.Alerts.Where(alert => alert.Key.Kind == request.Kind).Select(alert => new Alert { Kind = request.Kind, Subject = alert.Key.Subject, Message = alert.Value }) },
            });
    }

    private void Refuse()
    {
        if (Refusal is { } status)
        {
            throw new RpcException(new Status(status, "refused by the test"));
        }
    }
}
