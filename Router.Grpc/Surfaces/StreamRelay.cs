using System.Buffers;
using System.IO.Pipelines;
using Providers;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;

namespace Router.Grpc.Surfaces;

/// <summary>
/// Hands over an answer event by event, framed as its surface wants it. Until the first content everything is held back, so that
/// another candidate can take over unseen; during a long silence keep-alives stop caller and proxies from giving up.
/// </summary>
internal sealed class StreamRelay : IAnswerRelay, IAsyncDisposable
{
    private readonly HttpResponse _response;
    private ChatCall _call;
    private readonly IStreamFraming _framing;
    private readonly PipeWriter _writer;
    private readonly TimeProvider _time;
    private readonly TimeSpan _keepAlive;
    private readonly ITimer _timer;

    // Keep-alives come from a timer, everything else from the attempt.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ArrayBufferWriter<byte> _held = new();
    private Attempt? _attempt;
    private long _lastWrite;
    private bool _started;
    private bool _ended;

    public StreamRelay(HttpResponse response, ChatCall call, IStreamFraming framing, TimeSpan keepAlive, TimeProvider time)
    {
        _response = response;
        _call = call;
        _framing = framing;
        _writer = response.BodyWriter;
        _time = time;
        _keepAlive = keepAlive;
        _lastWrite = time.GetTimestamp();
        _timer = time.CreateTimer(static relay => _ = ((StreamRelay)relay!).KeepAliveAsync(), this, keepAlive, keepAlive);
    }

    public bool Committed { get; private set; }

    /// <summary>Goes on with the answer to another chat of the same request.</summary>
    public async Task NextAsync(ChatCall call)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            // The next provider may take its time.
            await FlushUnderGateAsync();
            (_call, Committed, _ended) = (call, false, false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Begin(Attempt attempt)
    {
        _attempt = attempt;
        _held.ResetWrittenCount();
        _framing.Begin(attempt);
    }

    public ValueTask RelayAsync(UpstreamCompletion completion, CancellationToken cancellationToken) => throw new InvalidOperationException("The request is streamed.");

    public async ValueTask RelayAsync(UpstreamChunk chunk, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!Committed && !chunk.IsContent)
            {
                _framing.Write(chunk, _held);
                return;
            }

            Commit();
            _framing.Write(chunk, _writer);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask FlushAsync()
    {
        if (!Committed)
        {
            return;
        }

        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            await FlushUnderGateAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // The server sends it with the end of the response: to send each by itself would wake the caller twice.
            Commit();
            _framing.WriteEnd(_writer);
            _ended = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends a stream that has begun with an error, as SDKs expect it.</summary>
    public async Task FailAsync(CallerError error)
    {
        if (!await TryFailAsync(error))
        {
            throw new InvalidOperationException("The response has not begun.");
        }
    }

    /// <summary>The same, unless nothing has been sent: then the error can still be a response of its own.</summary>
    /// <returns>False when nothing has been sent, and from now on nothing will be.</returns>
    public async Task<bool> TryFailAsync(CallerError error)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            _ended = true;
            if (!_started)
            {
                return false;
            }

            _framing.WriteError(error, _writer);
            await FlushUnderGateAsync();
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _gate.WaitAsync(CancellationToken.None);
        _ended = true;
        _framing.Dispose();
        _gate.Release();
    }

    private void Commit()
    {
        if (Committed)
        {
            return;
        }

        Committed = true;
        if (!_started)
        {
            RoutingHeaders.WriteServed(_response.Headers, _attempt!);
            Start();
        }

        _writer.Write(_held.WrittenSpan);
    }

    private void Start()
    {
        _started = true;
        _framing.WriteHeaders(_response);
    }

    private async ValueTask FlushUnderGateAsync()
    {
        _lastWrite = _time.GetTimestamp();
        await _writer.FlushAsync(CancellationToken.None);
    }

    private async Task KeepAliveAsync()
    {
        // Somebody is writing at this moment, so there is no silence.
        if (!_gate.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            if (_ended || _time.GetElapsedTime(_lastWrite) < _keepAlive)
            {
                return;
            }

            if (!_started)
            {
                RoutingHeaders.WriteDecided(_response.Headers, _call);
                Start();
            }

            _framing.WriteKeepAlive(Committed, _writer);
            await FlushUnderGateAsync();
        }
        finally
        {
            _gate.Release();
        }
    }
}
