using Routing.Catalog;

namespace Providers.Worker.Sync;

/// <summary>Says now and then how far a sync that takes long has come.</summary>
internal sealed class SyncProgress(ProviderId provider, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private long _saidAt = time.GetTimestamp();

    public void Report(int models, int answers)
    {
        if (time.GetElapsedTime(_saidAt) >= Every)
        {
            _saidAt = time.GetTimestamp();
            SyncLog.StillSyncing(logger, provider, models, answers);
        }
    }
}
