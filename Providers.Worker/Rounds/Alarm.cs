namespace Providers.Worker.Rounds;

/// <summary>A pause that somebody else may end.</summary>
/// <remarks>One waits, any number ring. Ringing while nobody waits ends the next pause before it begins.</remarks>
internal sealed class Alarm(TimeProvider time)
{
    private volatile TaskCompletionSource _rung = NewSignal();

    public void Ring() => _rung.TrySetResult();

    public async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await _rung.Task.WaitAsync(pause, time, cancellationToken);
            _rung = NewSignal();
        }
        catch (TimeoutException)
        {
            // Nobody rang.
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
