using Aspire.Routing.V1;
using Grpc.Core;
using Router.Grpc.Operating;

namespace Router.Grpc.Grpc;

/// <summary>Sends one watcher what changes, at most once a second.</summary>
/// <param name="read">What there is to see.</param>
/// <param name="time">The clock.</param>
internal sealed class HealthChanges(Func<HealthOverview> read, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Proxies end streams on which nothing moves.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly Dictionary<(string Provider, string Model, HealthOperation Operation), DeploymentHealth> _deployments = [];
    private readonly Dictionary<(string Provider, int Place), CredentialHealth> _credentials = [];
    private HealthSharing? _sharing;

    public async Task ServeAsync(IServerStreamWriter<WatchHealthResponse> watcher, CancellationToken cancellationToken)
    {
        for (var spoke = 0L; ; await Task.Delay(Interval, time, cancellationToken))
        {
            var news = News();
            if (spoke == 0 || news.CalculateSize() > 0 || time.GetElapsedTime(spoke) >= LongestSilence)
            {
                await watcher.WriteAsync(news, cancellationToken);
                spoke = time.GetTimestamp();
            }
        }
    }

    private WatchHealthResponse News()
    {
        var now = read();
        var news = new WatchHealthResponse();
        var gone = _deployments.Keys.ToHashSet();
        foreach (var row in now.Deployments.Select(HealthWire.ToWire))
        {
            var key = (row.Provider, row.Model, row.Operation);
            gone.Remove(key);
            if (!row.Equals(_deployments.GetValueOrDefault(key)))
            {
                _deployments[key] = row;
                news.Deployments.Add(row);
            }
        }

        foreach (var key in gone)
        {
            _deployments.Remove(key);
            news.Removed.Add(new HealthSubject { Provider = key.Provider, Model = key.Model, Operation = key.Operation });
        }

        foreach (var row in now.Credentials.Select(HealthWire.ToWire))
        {
            var key = (row.Provider, row.Place);
            if (!row.Equals(_credentials.GetValueOrDefault(key)))
            {
                _credentials[key] = row;
                news.Credentials.Add(row);
            }
        }

        var sharing = HealthWire.ToWire(now.Sharing);
        if (!sharing.Equals(_sharing))
        {
            _sharing = sharing;
            news.Sharing = sharing;
        }

        return news;
    }
}
