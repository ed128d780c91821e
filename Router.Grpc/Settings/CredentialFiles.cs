namespace Router.Grpc.Settings;

/// <summary>Notices when a file that holds a key has changed, so that a rotated key needs no restart.</summary>
internal sealed partial class CredentialFiles(
    IConfiguration configuration, Feeds.CurrentFeed feed, TimeProvider time, ILogger<CredentialFiles> logger) : BackgroundService
{
    // Asked rather than watched: mounted secrets are swapped behind links, which file events do not follow.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string[] files = [.. configuration.GetSection("Providers").GetChildren().Select(static provider => provider["ApiKeyFile"]).OfType<string>()];
        if (files.Length == 0)
        {
            return;
        }

        for (var seen = Stamps(files); ;)
        {
            await Task.Delay(Interval, time, stoppingToken);
            var now = Stamps(files);
            if (now.AsSpan().SequenceEqual(seen))
            {
                continue;
            }

            try
            {
                feed.ReadCredentials();
                seen = now;
                LogRead();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogUnreadable(e.Message);
            }
        }
    }

    private static DateTime[] Stamps(string[] files) => Array.ConvertAll(files, static file => new FileInfo(file) is { Exists: true } info
        ? new FileInfo(info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file).LastWriteTimeUtc
        : default);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "A key's file has changed; keys were read again.")]
    private partial void LogRead();

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "A key's file has changed and cannot be read, the key held so far stays: {Reason}")]
    private partial void LogUnreadable(string reason);
}
