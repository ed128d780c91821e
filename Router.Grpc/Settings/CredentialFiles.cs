using Router.Grpc.Feeds;
using ServiceDefaults.Upstreams;

namespace Router.Grpc.Settings;

/// <summary>Notices when a file that holds a key comes, changes or goes, so that none of that needs a restart.</summary>
internal sealed partial class CredentialFiles(
    ProviderOverrides overrides, CurrentFeed feed, TimeProvider time, ILogger<CredentialFiles> logger) : BackgroundService
{
    // Asked rather than watched: mounted secrets are swapped behind links, which file events do not follow.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var seen = Stamps(); ;)
        {
            await Task.Delay(Interval, time, stoppingToken);
            var now = Stamps();
            if (!now.AsSpan().SequenceEqual(seen))
            {
                feed.ReadCredentials();
                seen = now;
                LogRead();
            }
        }
    }

    private (string File, DateTime Written)[] Stamps() =>
        [.. overrides.KeyFiles(feed.State.Index.Snapshot.Providers).Select(static file => (file, Written(file)))];

    private static DateTime Written(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true } info
                ? new FileInfo(info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file).LastWriteTimeUtc
                : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "A key's file has come, changed or gone; keys were read again.")]
    private partial void LogRead();
}
