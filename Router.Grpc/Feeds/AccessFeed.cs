using Aspire.Catalog.V1;
using Protos.Feeds;
using Router.Grpc.Admission;

namespace Router.Grpc.Feeds;

/// <summary>Puts virtual keys in force as they come. Starts from the copy of an earlier run while the catalog is away.</summary>
internal sealed partial class AccessFeed(AccessWatcher watcher, CurrentAccess access, AccessCopy copy, ILogger<AccessFeed> logger) : BackgroundService
{
    private readonly AccessRows _rows = new();
    private WatchAccessResponse _known = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (copy.Read() is { Changes: not null } kept)
        {
            _known = kept;
            Apply(kept.Changes);
            LogColdStart(access.Table!.Count);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var next in watcher.WatchAsync(_known, stoppingToken))
        {
            Apply(next.Changes);
            LogReceived(access.Table!.Count, next.Revision);
            copy.Write(new() { Revision = next.Revision, Epoch = next.Epoch, Changes = _rows.Everything() });
        }
    }

    private void Apply(AccessChanges changes)
    {
        _rows.Apply(changes);
        access.Table = AccessTable.Of(_rows);
    }

    [LoggerMessage(EventId = 510, Level = LogLevel.Information, Message = "Admitting callers by the kept copy of {Secrets} virtual key secrets until the catalog answers.")]
    private partial void LogColdStart(int secrets);

    [LoggerMessage(EventId = 511, Level = LogLevel.Information, Message = "{Secrets} virtual key secrets are in force, as of revision {Revision}.")]
    private partial void LogReceived(int secrets, long revision);
}
