using System.Collections.Concurrent;
using System.Net;
using Aspire.Catalog.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Protos.Mapping;
using TestKit;
using Snapshot = Routing.Catalog.CatalogSnapshot;

namespace Router.FunctionalTests.Running;

/// <summary>A catalog on real cleartext HTTP/2: it sends watchers what it is told to, and keeps the usage it is sent.</summary>
internal sealed class FakeCatalog : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<WatchCatalogResponse> _events = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _port = FreePort.Next();
    private WebApplication? _app;

    /// <summary>Points a router at it, as service discovery does.</summary>
    public string Argument => $"--services:catalog-api:grpc:0=http://127.0.0.1:{_port}";

    /// <summary>Usage taken in, by event id.</summary>
    public ConcurrentDictionary<string, LedgerEvent> Stored { get; } = new();

    /// <summary>How often each event came, by id.</summary>
    public ConcurrentDictionary<string, int> Received { get; } = new();

    /// <summary>What routers hold of budgets, by router.</summary>
    public ConcurrentDictionary<string, BudgetHold[]> HeldOfBudgets { get; } = new();

    /// <summary>How many attempts and decisions that is; views of health come beside them as they change.</summary>
    public int UsageStored => Stored.Values.Count(static row => row.HealthView is null);

    /// <summary>Refuses events for good instead of storing them.</summary>
    public bool Rejects { get; set; }

    /// <summary>Takes events and says nothing of them, as one whose database is stuck.</summary>
    public bool Holds { get; set; }

    public async Task ComeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, _port, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Watches>();
        app.MapGrpcService<Ingests>();
        app.MapGrpcService<FakeBudgets>();
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

    public void Send(Snapshot snapshot) => Send(new WatchCatalogResponse { Snapshot = CatalogWire.ToWire(snapshot) });

    public void SendChange(Snapshot from, Snapshot to) => Send(new WatchCatalogResponse { Changes = CatalogWire.Diff(from, to) });

    public async ValueTask DisposeAsync() => await GoAsync();

    private void Send(WatchCatalogResponse happened)
    {
        lock (_gate)
        {
            _events.Add(happened);
            _news.SetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task<WatchCatalogResponse> EventAsync(int number, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (number < _events.Count)
                {
                    return _events[number];
                }

                news = _news.Task;
            }

            await news.WaitAsync(cancellationToken);
        }
    }

    // Whoever comes again has missed what was sent meanwhile, and what broke off on its way to him.
    private int LatestSnapshot()
    {
        lock (_gate)
        {
            return Math.Max(0, _events.FindLastIndex(static one => one.Snapshot is not null));
        }
    }

    internal sealed class Watches(FakeCatalog catalog) : CatalogService.CatalogServiceBase
    {
        public override async Task WatchCatalog(
            WatchCatalogRequest request, IServerStreamWriter<WatchCatalogResponse> responseStream, ServerCallContext context)
        {
            for (var next = catalog.LatestSnapshot(); ; next++)
            {
                await responseStream.WriteAsync(await catalog.EventAsync(next, context.CancellationToken), context.CancellationToken);
            }
        }
    }

    internal sealed class Ingests(FakeCatalog catalog) : UsageService.UsageServiceBase
    {
        public override async Task Ingest(
            IAsyncStreamReader<IngestRequest> requestStream, IServerStreamWriter<IngestResponse> responseStream, ServerCallContext context)
        {
            await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            {
                var response = new IngestResponse();
                foreach (var row in request.Events)
                {
                    catalog.Received.AddOrUpdate(row.EventId, 1, static (_, times) => times + 1);
                    if (catalog.Rejects)
                    {
                        response.Rejected.Add(new RejectedEvent { EventId = row.EventId, Reason = "told to by the test" });
                    }
                    else
                    {
                        catalog.Stored[row.EventId] = row;
                        response.Stored.Add(row.EventId);
                    }
                }

                await Eventually.Is(() => !catalog.Holds || context.CancellationToken.IsCancellationRequested);
                await responseStream.WriteAsync(response, context.CancellationToken);
            }
        }
    }
}
