using System.Threading.Channels;

namespace Router.Grpc.Health;

/// <summary>Says that something has changed, however often it did since anybody looked.</summary>
internal sealed class ChangeSignal
{
    private readonly Channel<bool> _pending = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _pending.Writer.TryWrite(true);

    /// <summary>Completes at once when something has changed since the last call.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _pending.Reader.ReadAsync(cancellationToken);
}
