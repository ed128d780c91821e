using System.Threading.Tasks.Sources;

namespace Router.Grpc.Sockets;

/// <content>Reading: whoever waits for bytes gets them from the loop's thread.</content>
internal sealed partial class LoopStream : IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _reading;
    private CancellationTokenRegistration _givenUp;
    private Memory<byte> _wanted;
    private bool _isReading;
    private bool _mayHaveMore;
    private bool _hasEnded;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        lock (_gate)
        {
            if (_isClosed)
            {
                return ValueTask.FromException<int>(Closed());
            }

            if (_mayHaveMore && TryReceive(buffer, out var read, out var failure))
            {
                return failure is null ? new(read) : ValueTask.FromException<int>(failure);
            }

            _reading.Reset();
            _reading.RunContinuationsAsynchronously = false;
            (_wanted, _isReading) = (buffer, true);
            if (cancellationToken.CanBeCanceled)
            {
                _givenUp = cancellationToken.UnsafeRegister(static (stream, token) => ((LoopStream)stream!).GiveUp(token), this);
            }

            return new(this, _reading.Version);
        }
    }

    /// <summary>Reads on behind bytes that filled their buffer, if more have come by now.</summary>
    /// <returns>False when there are none; what else there is to tell, the next read does.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public bool TryReadOn(Memory<byte> buffer, out int read)
    {
        lock (_gate)
        {
            read = 0;
            return !_isClosed && _mayHaveMore && TryReceive(buffer, out read, out var failure) && (failure is null ? read > 0 : throw failure);
        }
    }

    /// <summary>Waits until there is something to read, be it the end.</summary>
    /// <returns>Nothing was read: 0.</returns>
    public ValueTask<int> ReadyAsync() => ReadAsync(Memory<byte>.Empty, CancellationToken.None);

    int IValueTaskSource<int>.GetResult(short token) => _reading.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _reading.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _reading.OnCompleted(continuation, state, token, flags);

    // Under the gate.
    private bool TryReceive(Memory<byte> buffer, out int read, out IOException? failure)
    {
        (read, failure) = (0, null);
        if (buffer.IsEmpty)
        {
            return true;
        }

        read = SocketCalls.Receive(_number, buffer.Span);
        if (read >= 0)
        {
            // Fewer than asked for were all, and new ones are told of.
            _mayHaveMore = read == buffer.Length || read == 0 || _hasEnded;
            return true;
        }

        if (read == -SocketCalls.WouldBlock)
        {
            _mayHaveMore = false;
            return false;
        }

        failure = Broken(-read);
        return true;
    }

    private void GiveUp(CancellationToken token)
    {
        lock (_gate)
        {
            if (!_isReading)
            {
                return;
            }

            _isReading = false;
        }

        EndElsewhere(new OperationCanceledException(token));
    }

    private void End(int read, IOException? failure)
    {
        if (failure is null)
        {
            _reading.SetResult(read);
        }
        else
        {
            _reading.SetException(failure);
        }
    }

    // Not on the thread of whoever closes or gives up, who may hold what the waiting one needs.
    private void EndElsewhere(Exception e)
    {
        _reading.RunContinuationsAsynchronously = true;
        _reading.SetException(e);
    }
}
