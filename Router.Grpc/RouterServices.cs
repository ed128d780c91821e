using Aspire.Catalog.V1;
using Grpc.HealthCheck;
using Grpc.Net.ClientFactory;
using Protos.Feeds;
using Router.Grpc.Accounting;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Budgets;
using Router.Grpc.Admission.Quotas;
using Router.Grpc.Anthropic;
using Router.Grpc.Caching;
using Router.Grpc.Connections;
using Router.Grpc.Embeddings;
using Router.Grpc.Explaining;
using Router.Grpc.Feedback;
using Router.Grpc.Feeds;
using Router.Grpc.Forwarding;
using Router.Grpc.Grpc;
using Router.Grpc.Health;
using Router.Grpc.Ollama;
using Router.Grpc.OpenAi;
using Router.Grpc.Operating;
using Router.Grpc.Sessions;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;
using Router.Grpc.Telemetry;
using ServiceDefaults.Budgets;
using ServiceDefaults.Upstreams;

namespace Router.Grpc;

/// <summary>What the router is made of.</summary>
internal static class RouterServices
{
    // For requests under way. Handing over usage comes after it and must be done before orchestrators lose patience, mostly after 30 s.
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(20);

    /// <summary>Adds the router, unless something it needs is at fault.</summary>
    /// <returns>False when there are faults, which have been printed.</returns>
    public static bool TryAddRouter(this WebApplicationBuilder builder, CommandLine commandLine)
    {
        builder.AddDevelopmentVariables();
        builder.Configuration.AddInMemoryCollection(commandLine.Settings);
        if (RouterStart.Check(builder.Configuration, commandLine.Faults, out var faults) is not { } start)
        {
            StartFaults.Print(faults);
            return false;
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = start.Settings.RequestBodyLimit;
        });
        if (builder.Configuration["shutdownTimeoutSeconds"] is null)
        {
            builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = LongestFarewell);
        }

        builder.WebHost.UseScheduledSockets();
        builder.AddServiceKey();
        if (!start.Settings.Alone)
        {
            builder.AddSharedHealth();
        }

        builder.Services.AddSingleton(start).AddSingleton(start.Settings);
        builder.Services.AddTelemetry().AddForwarding().AddAccounting().AddHealth(start.Settings).AddFeeds(start.Settings).AddSurfaces(start.Settings);
        return true;
    }

    private static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton<RouterMeter>()
        .AddSingleton<AttemptInstruments>()
        .AddSingleton<RequestInstruments>()
        .AddSingleton<CacheInstruments>()
        .AddSingleton<SpoolInstruments>();

    private static IServiceCollection AddForwarding(this IServiceCollection services) => services
        .AddSingleton<StoredKeys>()
        .AddSingleton<ProviderOverrides>()
        .AddSingleton<ProviderStates>()
        .AddHostedService<ConnectionWarmUp>()
        .AddSingleton<ProviderConnections>()
        .AddSingleton<WarmSessions>()
        .AddSingleton(new Random())
        .AddSingleton<Retries>()
        .AddSingleton<Hedging>()
        .AddSingleton<AttemptRecorder>()
        .AddSingleton<BudgetBook>()
        .AddSingleton<BudgetSurplus>()
        .AddSingleton<BudgetGate>()
        .AddSingleton<AttemptLoop>()
        .AddSingleton<LocalAnswers>()
        .AddSingleton<SharedAnswers>()
        .AddSingleton<Flights>()
        .AddSingleton<ResponseCache>()
        .AddSingleton<RequestLog>()
        .AddSingleton<ChatDispatch>();

    private static IServiceCollection AddAccounting(this IServiceCollection services) => services
        .AddSingleton<Spool>()
        .AddSingleton<UsageBacklog>()
        .AddSingleton<AttemptLedger>()
        .AddSingleton<DecisionLedger>()
        .AddSingleton<EndedCalls>();

    private static IServiceCollection AddHealth(this IServiceCollection services, RouterSettings settings)
    {
        services
            .AddSingleton<ChangeSignal>()
            .AddSingleton<CurrentHealth>()
            .AddSingleton<LocalHealth>()
            .AddSingleton<OpeningTimes>()
            .AddSingleton<SilentWaits>()
            .AddSingleton<OutcomeTally>()
            .AddSingleton<HealthBook>()
            .AddSingleton<Sharing>()
            .AddSingleton<Trials>()
            .AddHostedService<HealthExchange>()
            .AddHostedService<HealthFeed>();
        if (!settings.Alone)
        {
            services.AddHealthChecks().AddCheck<SharingHealthCheck>("shared-health");
        }

        return services;
    }

    private static IServiceCollection AddBudgetLeases(this IServiceCollection services) => services
        .AddSingleton<BudgetTiming>()
        .AddSingleton<BudgetStore>()
        .AddSingleton<RouterIdentity>()
        .AddSingleton<SpooledCosts>()
        .AddSingleton<BudgetLedger>()
        .AddSingleton<BudgetTeller>()
        .AddSingleton<BudgetCounting>()
        .AddSingleton<BudgetLending>()
        .AddSingleton<BudgetHolds>()
        .AddHostedService<BudgetUpkeep>();

    private static IServiceCollection AddFeeds(this IServiceCollection services, RouterSettings settings)
    {
        services.AddHostedService<CredentialFiles>().AddSingleton<CurrentFeed>().AddSingleton<DefaultModelReport>().AddHealthChecks()
            .AddCheck<CatalogHealthCheck>("catalog")
            .AddCheck<DefaultModelHealthCheck>("default-model")
            .AddCheck<SpoolHealthCheck>("spool")
            .AddCheck<AccessHealthCheck>("keys")
            .AddCheck<QuotaHealthCheck>("rate-limits");
        services.AddSingleton<CurrentAccess>().AddSingleton<AccessCopy>().AddSingleton<QuotaLink>().AddSingleton<QuotaGate>();
        if (settings.Alone)
        {
            return services.AddHostedService<LoneFeed>().AddHostedService<LoneAccess>();
        }

        services.AddGrpcClient<CatalogService.CatalogServiceClient>(ReachCatalog).PresentServiceKey().KeepAlive();
        services.AddGrpcClient<CredentialService.CredentialServiceClient>(ReachCatalog).PresentServiceKey().KeepAlive();
        services.AddGrpcClient<AccessService.AccessServiceClient>(ReachCatalog)
            .ConfigureChannel(static channel => channel.MaxReceiveMessageSize = null).PresentServiceKey().KeepAlive();
        services.AddGrpcClient<UsageService.UsageServiceClient>(ReachCatalog).PresentServiceKey().KeepAlive();
        services.AddGrpcClient<BudgetService.BudgetServiceClient>(ReachCatalog).PresentServiceKey().KeepAlive();
        services.AddGrpcClient<HistoryService.HistoryServiceClient>(ReachCatalog)
            .ConfigureChannel(static channel => channel.MaxReceiveMessageSize = null).PresentServiceKey().KeepAlive();
        return services
            .AddBudgetLeases()
            .AddSingleton<BackOff>()
            .AddSingleton<StoredHistory>()
            .AddSingleton<CatalogWatcher>()
            .AddSingleton<CredentialWatcher>()
            .AddSingleton<AccessWatcher>()
            .AddSingleton<SnapshotCopy>()
            .AddHostedService<CatalogFeed>()
            .AddHostedService<CredentialFeed>()
            .AddHostedService<AccessFeed>()
            .AddHostedService<AvailabilityReport>()
            .AddSingleton<ParkedUsage>()
            .AddHostedService<OpenCallMirror>()
            .AddHostedService<SpoolDrain>();
    }

    private static IServiceCollection AddSurfaces(this IServiceCollection services, RouterSettings settings)
    {
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = (int)Math.Min(settings.RequestBodyLimit, int.MaxValue);
            options.UseGzip();
        });
        return services
            .AddGrpcReflection()
            .AddSingleton<HealthServiceImpl>()
            .AddSingleton<RouterGrpcService>()
            .AddSingleton<HealthGrpcService>()
            .AddSingleton<HealthOverviewReader>()
            .AddSingleton<HealthOrders>()
            .AddSingleton<Operators>()
            .AddSingleton<HealthEndpoints>()
            .AddHostedService<ServingState>()
            .AddSingleton<QuotaHeaders>()
            .AddSingleton<QuotaIntake>()
            .AddSingleton<ChatIntake>()
            .AddSingleton<ChatEndpoint>()
            .AddSingleton<ChatCompletionsSurface>()
            .AddSingleton<MessagesSurface>()
            .AddSingleton<CountTokensEndpoint>()
            .AddSingleton<ResponseIds>()
            .AddSingleton<StoredResponseEndpoint>()
            .AddSingleton<OllamaModelsEndpoint>()
            .AddSingleton<CompletionsSurface>()
            .AddSingleton<ResponsesSurface>()
            .AddSingleton<EmbeddingEndpoint>()
            .AddSingleton<ModelsEndpoint>()
            .AddSingleton<SnapshotEndpoint>()
            .AddSingleton<LedgerReaders>()
            .AddHostedService<AdmissionNotice>()
            .AddSingleton<RecentDecisions>()
            .AddSingleton<DecisionRecall>()
            .AddSingleton<ExplainEndpoint>()
            .AddSingleton<DecisionQuestions>()
            .AddSingleton<DecisionGrpcService>()
            .AddSingleton<FeedbackLedger>()
            .AddSingleton<FeedbackEndpoint>()
            .AddSingleton<FeedbackGrpcService>()
            .AddExceptionHandler<UnexpectedFailure>();
    }

    // By service discovery: the endpoint named grpc of the service named catalog-api.
    private static void ReachCatalog(GrpcClientFactoryOptions options) => options.Address = new("http://_grpc.catalog-api");

    /// <summary>Notices within seconds that the other side of a quiet stream is gone.</summary>
    private static void KeepAlive(this IHttpClientBuilder client) => client.ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
    {
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(10),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
    });
}
