using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Catalog.Api.Grpc;
using Grpc.Core;

namespace Catalog.Api.Access;

/// <summary>Serves one watcher of access: what it lacks at first, then every change, a ping when there is none.</summary>
internal sealed class AccessWatch(AccessReader reader, AccessSignal signal, DatabaseReadiness readiness, TimeProvider time)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public async Task ServeAsync(long known, string epoch, IServerStreamWriter<WatchAccessResponse> watcher, CancellationToken cancellationToken)
    {
        if (!readiness.IsReady)
        {
            throw GrpcErrors.NotReady();
        }

        for (var due = true; ;)
        {
            // Taken before looking, so that no change falls between the two.
            var next = signal.Next;
            var response = await reader.ReadAsync(known, epoch, cancellationToken);
            if (due || response.Changes is not null)
            {
                await watcher.WriteAsync(response, cancellationToken);
                (known, epoch) = (response.Revision, response.Epoch);
            }

            due = !await ChannelSignal.CameAsync(next, PingEvery, time, cancellationToken);
        }
    }
}
