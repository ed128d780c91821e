using System.Buffers;
using Providers;
using Providers.OpenAi.Responses;
using Router.Grpc.Accounting;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>Frames the events of a streamed response, each under its name: those of an upstream as they came, or composed from another format's.</summary>
internal sealed class ResponseFraming(ChatCall call, byte[]? explanation, ResponseIds ids, TimeProvider time) : IStreamFraming
{
    private Attempt? _attempt;
    private ResponseWriter? _response;
    private ResponseNames? _names;
    private IBufferWriter<byte>? _writer;
    private bool _explained = explanation is null;
    private int _forwarded;

    public void WriteHeaders(HttpResponse response) => ServerSentEvents.WriteHeaders(response);

    public void Begin(Attempt attempt)
    {
        _attempt = attempt;
        _names = null;
        _forwarded = 0;
        Begin(attempt.Format == WireFormat.OpenAiResponses ? null : ResponseHeads.Of(attempt, time.GetUtcNow()));
    }

    public void Write(in UpstreamChunk chunk, IBufferWriter<byte> writer)
    {
        _writer = writer;
        if (_response is null)
        {
            _forwarded++;
            var marked = StoredResponse.MarkEvent(chunk.EventName!, chunk.Data, _names ??= ids.NamesFor(_attempt!));
            WriteEvent(chunk.EventName!, marked.Bytes.Span);
            marked.GiveBack();
        }
        else
        {
            _response.Add(chunk.ReadDelta());
        }
    }

    public void WriteEnd(IBufferWriter<byte> writer)
    {
        _writer = writer;
        _response?.Complete(AttemptUsage.Of(_attempt!));
    }

    public void WriteError(CallerError error, IBufferWriter<byte> writer)
    {
        _writer = writer;
        _response ??= new(ResponseHeads.Of(call, time.GetUtcNow()), WriteEvent, _forwarded);
        _response.Fail(error.Status == StatusCodes.Status429TooManyRequests ? "rate_limit_exceeded" : "server_error", error.Message);
    }

    public void WriteKeepAlive(bool committed, IBufferWriter<byte> writer) => ServerSentEvents.WriteComment(writer);

    public void Dispose() => _response?.Dispose();

    private void Begin(ResponseHead? head)
    {
        _response?.Dispose();
        _explained = explanation is null;
        _response = head is null ? null : new(head, WriteEvent);
    }

    // The first event alone says how the model was chosen.
    private void WriteEvent(string type, ReadOnlySpan<byte> json)
    {
        ServerSentEvents.Write(type, _explained ? json : RoutingField.AddedTo(json, explanation), _writer!);
        _explained = true;
    }
}
