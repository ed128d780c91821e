using System.Buffers;
using Providers;
using Providers.Anthropic;
using Router.Grpc.Accounting;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Anthropic;

/// <summary>Frames the events of a streamed message: those of an upstream as they came, or composed from another format's.</summary>
internal sealed class MessageEventFraming(byte[]? explanation) : IStreamFraming
{
    private Attempt? _attempt;
    private AnthropicEventWriter? _translated;
    private bool _explained;

    public void WriteHeaders(HttpResponse response) => ServerSentEvents.WriteHeaders(response);

    public void Begin(Attempt attempt)
    {
        _attempt = attempt;
        _explained = explanation is null;
        _translated?.Dispose();
        _translated = attempt.Format == WireFormat.AnthropicMessages ? null : new(MessagesSurface.Head(attempt), AttemptUsage.ExpectedInput(attempt));
    }

    public void Write(in UpstreamChunk chunk, IBufferWriter<byte> writer)
    {
        if (_translated is null)
        {
            var data = chunk.Data.Span;
            ServerSentEvents.Write(chunk.EventName!, _explained ? data : RoutingField.AddedTo(data, explanation), writer);
            _explained = true;
            return;
        }

        Explain(writer);
        _translated.Write(writer, chunk.ReadDelta());
    }

    public void WriteEnd(IBufferWriter<byte> writer)
    {
        if (_translated is not null)
        {
            Explain(writer);
            _translated.WriteEnd(writer, AttemptUsage.Of(_attempt!));
        }
    }

    public void WriteError(CallerError error, IBufferWriter<byte> writer) =>
        ServerSentEvents.Write("error", AnthropicErrorForm.Instance.Json(error), writer);

    // Before message_start a ping would be an event out of order.
    public void WriteKeepAlive(bool committed, IBufferWriter<byte> writer)
    {
        if (committed)
        {
            ServerSentEvents.Write("ping", "{\"type\":\"ping\"}"u8, writer);
        }
        else
        {
            ServerSentEvents.WriteComment(writer);
        }
    }

    public void Dispose() => _translated?.Dispose();

    // The first event alone says how the model was chosen.
    private void Explain(IBufferWriter<byte> writer)
    {
        if (!_explained)
        {
            _explained = true;
            var start = new ArrayBufferWriter<byte>(512);
            _translated!.WriteStart(start);
            writer.Write(RoutingField.AddedTo(start.WrittenSpan, explanation));
        }
    }
}
