using System.Buffers;
using Providers;
using Providers.Chat;
using Providers.OpenAi;
using Providers.OpenAi.Completions;
using Router.Grpc.Accounting;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;
using Routing.Money;

namespace Router.Grpc.OpenAi;

/// <summary>Frames <c>chat.completion.chunk</c> objects: those of an upstream as they came, or composed from another format's.</summary>
/// <param name="call">The request; with several chats in it, the first.</param>
/// <param name="explanation">JSON for the first chunk to carry; null when nobody asked.</param>
/// <param name="time">The clock.</param>
/// <param name="asText">Whether each chunk goes out as the <c>text_completion</c> that says the same.</param>
internal sealed class ChatChunkFraming(ChatCall call, byte[]? explanation, TimeProvider time, bool asText = false) : IStreamFraming
{
    private readonly ArrayBufferWriter<byte>? _text = asText ? new(256) : null;
    private ArrayBufferWriter<byte>? _json;
    private TextCompletionWriter? _texts;
    private Attempt? _attempt;
    private TokenUsage _spent;
    private OpenAiChunkWriter? _translated;
    private bool _explained;

    private string IdOfAll => $"cmpl-{call.RequestId}";

    public void WriteHeaders(HttpResponse response) => ServerSentEvents.WriteHeaders(response);

    public void Begin(Attempt attempt)
    {
        var request = attempt.Call.Request;
        _attempt = attempt;
        _explained = explanation is null || request.FirstChoice > 0;
        _texts = asText ? new(request.Echo, request.FirstChoice, request.IsOneOfSeveral ? IdOfAll : null) : null;
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
        else if (!chunk.IsUsageOnly || (call.Request.IncludeUsage && !call.Request.IsOneOfSeveral))
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

        if (call.Request.IsOneOfSeveral)
        {
            _spent = Sum(_spent, AttemptUsage.Of(_attempt!));
        }

        if (_attempt!.Call.Request.IsLast)
        {
            WriteSpent(writer);
            ServerSentEvents.WriteDone(writer);
        }
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
        if (!call.Request.IsOneOfSeveral && _translated.TryWriteUsage(_json))
        {
            WriteChunk(_json.WrittenMemory, writer);
        }
    }

    // Answers to several prompts of one request are one answer, whose tokens are told once.
    private void WriteSpent(IBufferWriter<byte> writer)
    {
        if (call.Request.IsOneOfSeveral && call.Request.IncludeUsage)
        {
            var head = AnswerHeads.Of(_attempt!, time.GetUtcNow()) with { Id = IdOfAll };
            using var chunks = new OpenAiChunkWriter(head, includeUsage: true);
            var json = new ArrayBufferWriter<byte>(256);
            chunks.TryWrite(json, new() { Usage = _spent });
            chunks.TryWriteUsage(json);
            WriteChunk(json.WrittenMemory, writer);
        }
    }

    private static TokenUsage Sum(in TokenUsage left, in TokenUsage right) => new()
    {
        InputTokens = left.InputTokens + right.InputTokens,
        CachedInputTokens = left.CachedInputTokens + right.CachedInputTokens,
        OutputTokens = left.OutputTokens + right.OutputTokens,
        ReasoningTokens = left.ReasoningTokens + right.ReasoningTokens,
    };

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
