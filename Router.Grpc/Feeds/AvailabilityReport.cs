using System.Globalization;
using Aspire.Catalog.V1;
using Grpc.Core;
using Provider = Routing.Catalog.Provider;
using ProviderAvailability = Aspire.Catalog.V1.ProviderAvailability;

namespace Router.Grpc.Feeds;

/// <summary>Tells the catalog which providers this router can call and what the others lack: at once when that changes, else now and then.</summary>
internal sealed partial class AvailabilityReport(
    CurrentFeed feed, CredentialService.CredentialServiceClient catalog, TimeProvider time, ILogger<AvailabilityReport> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A report counts for a minute.
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    // Two routers on one machine are two routers.
    private readonly string _router = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        FeedState? told = null;
        string? said = null;
        for (var at = time.GetTimestamp(); ;)
        {
            await Task.Delay(Interval, time, stoppingToken);
            var state = feed.State;
            if (state.Origin is FeedOrigin.None || (ReferenceEquals(state, told) && time.GetElapsedTime(at) < RepeatAfter))
            {
                continue;
            }

            said = Say(state, said);
            if (await TellAsync(state, stoppingToken))
            {
                (told, at) = (state, time.GetTimestamp());
            }
        }
    }

    private string Say(FeedState state, string? said)
    {
        var lacking = string.Join(
            "; ", state.Index.Snapshot.Providers.Select(provider => (provider.Id, Obstacle: state.Obstacle(provider))).Where(row => row.Obstacle is not null).Select(row => $"{row.Id}: {row.Obstacle}"));
        if (lacking != (said ?? ""))
        {
            LogLacking(lacking.Length > 0 ? lacking : "none");
        }

        return lacking;
    }

    private async Task<bool> TellAsync(FeedState state, CancellationToken stoppingToken)
    {
        var report = new ReportAvailabilityRequest
        {
            Router = _router,
            Providers = { state.Index.Snapshot.Providers.Select(provider => Of(state, provider)) },
        };
        try
        {
            await catalog.ReportAvailabilityAsync(report, deadline: (time.GetUtcNow() + Deadline).UtcDateTime, cancellationToken: stoppingToken);
            return true;
        }
        catch (RpcException)
        {
            stoppingToken.ThrowIfCancellationRequested();

            // The catalog's own feed, over the same connection, says that it is away; the next round tells what is true then.
            return false;
        }
    }

    private static ProviderAvailability Of(FeedState state, Provider provider) => new()
    {
        Provider = provider.Id.Value,
        Obstacle = state.Obstacle(provider) ?? "",
    };

    [LoggerMessage(EventId = 204, Level = LogLevel.Information, Message = "Providers that cannot be called: {Lacking}")]
    private partial void LogLacking(string lacking);
}
