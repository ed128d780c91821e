using System.Buffers;
using Providers.Chat;
using Providers.OpenAi;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;

namespace Router.Grpc.OpenAi;

/// <summary>Frames the chunks of a stream whose provider speaks another format.</summary>
internal sealed class TranslatedStream(Attempt attempt, byte[]? explanation, DateTimeOffset created) : IDisposable
{
    private readonly ArrayBufferWriter<byte> _json = new(256);
    private bool _explained = explanation is null;
    private readonly OpenAiChunkWriter _chunks = new(AnswerHeads.Of(attempt, created), attempt.Call.Request.IncludeUsage);

    /// <summary>Writes what a delta adds; some formats have events that add nothing.</summary>
    public void Write(ChatDelta delta, IBufferWriter<byte> writer)
    {
        _json.ResetWrittenCount();
        if (_chunks.TryWrite(_json, delta))
        {
            ServerSentEvents.Write(_explained ? _json.WrittenSpan : RoutingField.AddedTo(_json.WrittenSpan, explanation), writer);
            _explained = true;
        }
    }

    /// <summary>Writes why the answer ended and, for a caller who asked, what it took.</summary>
    public void WriteEnd(IBufferWriter<byte> writer)
    {
        _json.ResetWrittenCount();
        if (_chunks.TryWriteFinish(_json))
        {
            ServerSentEvents.Write(_json.WrittenSpan, writer);
        }

        _json.ResetWrittenCount();
        if (_chunks.TryWriteUsage(_json))
        {
            ServerSentEvents.Write(_json.WrittenSpan, writer);
        }
    }

    public void Dispose() => _chunks.Dispose();
}
