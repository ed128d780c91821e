using System.Threading.Channels;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.HealthCheck;

/// <summary>One open <c>Watch</c> call: a few statuses wait for a slow reader, of more only the newest.</summary>
internal sealed class StatusWatcher : IDisposable
{
    private const int Waiting = 5;

    private readonly CancellationTokenRegistration _callEnded;

    private readonly Channel<ServingStatus> _statuses = Channel.CreateBounded<ServingStatus>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public StatusWatcher(string service, CancellationToken callEnds)
    {
        Service = service;
        // Completing rather than cancelling: a watcher that hangs up is no error.
        _callEnded = callEnds.Register(static writer => ((ChannelWriter<ServingStatus>)writer!).TryComplete(), _statuses.Writer);
    }

    public string Service { get; }

    public IAsyncEnumerable<ServingStatus> Statuses => _statuses.Reader.ReadAllAsync();

    public void Push(ServingStatus status) => _statuses.Writer.TryWrite(status);

    public void Dispose() => _callEnded.Dispose();
}
