using Router.Grpc.Admission;

namespace Router.Grpc.Feeds;

/// <summary>Admits callers of a lone router by the copy of a stack's keys, where one was put beside it; by none otherwise.</summary>
internal sealed class LoneAccess(CurrentAccess access, AccessCopy copy) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var rows = new AccessRows();
        if (copy.Read() is { Changes: { } kept })
        {
            rows.Apply(kept);
        }

        access.Table = AccessTable.Of(rows);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
