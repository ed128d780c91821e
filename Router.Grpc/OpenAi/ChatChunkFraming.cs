using System.Buffers;
using Providers;
using Providers.Chat;
using Providers.OpenAi;
using Providers.OpenAi.Completions;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>Frames <c>chat.completion.chunk</c> objects: those of an upstream as they came, or composed from another format's.</summary>
/// <param name="call">The request.</param>
/// <param name="explanation">JSON for the first chunk to carry; null when nobody asked.</param>
/// <param name="time">The clock.</param>
/// <param name="asText">Whether each chunk goes out as the <c>text_completion</c> that says the same.</param>
internal sealed class ChatChunkFraming(ChatCall call, byte[]? explanation, TimeProvider time, bool asText = false) : IStreamFraming
{
    private readonly ArrayBufferWriter<byte>? _text = asText ? new(256) : null;
    private ArrayBufferWriter<byte>? _json;
    private TextCompletionWriter? _texts;
    private OpenAiChunkWriter? _translated;
    private bool _explained;

    public void WriteHeaders(HttpResponse response) => ServerSentEvents.WriteHeaders(response);

    public void Begin(Attempt attempt)
    {
        _explained = explanation is null;
        _texts = asText ? new(call.Request.Echo) : null;
        _translated?.Dispose();
        _translated = null;
        if (attempt.Format != WireFormat.OpenAiChat)
        {
            _json ??= new(256);
            _translated = new(AnswerHeads.Of(attempt, time.GetUtcNow()), call.Request.IncludeUsage);
        }
    }

    public void Write(in UpstreamChunk chunk, IBufferWriter<byte> writer)
    {
        if (_translated is not null)
        {
            Translate(chunk.ReadDelta(), writer);
        }
        else if (!chunk.IsUsageOnly || call.Request.IncludeUsage)
        {
            WriteChunk(chunk.Data, writer);
        }
    }

    public void WriteEnd(IBufferWriter<byte> writer)
    {
        if (_translated is not null)
        {
            WriteTranslatedEnd(writer);
        }

        ServerSentEvents.WriteDone(writer);
    }

    public void WriteError(CallerError error, IBufferWriter<byte> writer) => ServerSentEvents.Write(OpenAiErrorForm.Instance.Json(error), writer);

    public void WriteKeepAlive(bool committed, IBufferWriter<byte> writer) => ServerSentEvents.WriteComment(writer);

    public void Dispose() => _translated?.Dispose();

    // Some formats have events that add nothing.
    private void Translate(ChatDelta delta, IBufferWriter<byte> writer)
    {
        _json!.ResetWrittenCount();
        if (_translated!.TryWrite(_json, delta))
        {
            WriteChunk(_json.WrittenMemory, writer);
        }
    }

    // Why the answer ended and, for a caller who asked, what it took.
    private void WriteTranslatedEnd(IBufferWriter<byte> writer)
    {
        _json!.ResetWrittenCount();
        if (_translated!.TryWriteFinish(_json))
        {
            WriteChunk(_json.WrittenMemory, writer);
        }

        _json.ResetWrittenCount();
        if (_translated.TryWriteUsage(_json))
        {
            WriteChunk(_json.WrittenMemory, writer);
        }
    }

    private void WriteChunk(ReadOnlyMemory<byte> json, IBufferWriter<byte> writer)
    {
        if (_texts is null)
        {
            WriteEvent(json.Span, writer);
            return;
        }

        _text!.ResetWrittenCount();
        if (_texts.TryWrite(_text, json))
        {
            WriteEvent(_text.WrittenSpan, writer);
        }
    }

    // The first chunk alone says how the model was chosen.
    private void WriteEvent(ReadOnlySpan<byte> json, IBufferWriter<byte> writer)
    {
        ServerSentEvents.Write(_explained ? json : RoutingField.AddedTo(json, explanation), writer);
        _explained = true;
    }
}
