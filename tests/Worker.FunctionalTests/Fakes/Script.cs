using System.Threading.Channels;

namespace Worker.FunctionalTests.Fakes;

/// <summary>Events for whoever watches: a newer watcher takes over from one that has hung up, and gets what that one had not taken.</summary>
internal sealed class Script<TEvent>
{
    private readonly Channel<TEvent> _events = Channel.CreateUnbounded<TEvent>();
    private readonly Lock _turn = new();
    private CancellationTokenSource _watcher = new();

    /// <summary>How many nobody has taken.</summary>
    public int Count => _events.Reader.Count;

    public void Add(TEvent next) => _events.Writer.TryWrite(next);

    /// <summary>Takes over.</summary>
    /// <returns>What takes the next event, until another takes over or the caller hangs up.</returns>
    public Func<Task<TEvent>> Watch(CancellationToken hangsUp)
    {
        CancellationToken replaced;
        lock (_turn)
        {
            // A server may hear much later that a watcher has hung up.
            _watcher.Cancel();
            _watcher = CancellationTokenSource.CreateLinkedTokenSource(hangsUp);
            replaced = _watcher.Token;
        }

        return () => _events.Reader.ReadAsync(replaced).AsTask();
    }
}
