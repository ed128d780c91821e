using System.Buffers;
using Providers;
using Providers.Ollama;
using Router.Grpc.Accounting;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Ollama;

/// <summary>Frames the lines of a stream: those of an upstream as they came, or composed from another format's.</summary>
internal sealed class OllamaLineFraming(OllamaSurface surface, ChatCall call, byte[]? explanation, TimeProvider time) : IStreamFraming
{
    private readonly ArrayBufferWriter<byte> _json = new(256);
    private Attempt? _attempt;
    private OllamaAnswerWriter? _translated;
    private bool _explained;

    public void WriteHeaders(HttpResponse response)
    {
        response.ContentType = "application/x-ndjson";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    public void Begin(Attempt attempt)
    {
        _attempt = attempt;
        _explained = explanation is null;
        _translated?.Dispose();
        _translated = surface.IsSame(attempt) ? null : surface.Writer(attempt);
    }

    public void Write(in UpstreamChunk chunk, IBufferWriter<byte> writer)
    {
        if (_translated is null)
        {
            WriteLine(chunk.Data.Span, writer);
            return;
        }

        _json.ResetWrittenCount();
        if (_translated.TryWrite(_json, chunk.ReadDelta()))
        {
            WriteLine(_json.WrittenSpan, writer);
        }
    }

    public void WriteEnd(IBufferWriter<byte> writer)
    {
        if (_translated is null)
        {
            return;
        }

        _json.ResetWrittenCount();
        if (_translated.TryWriteCalls(_json))
        {
            WriteLine(_json.WrittenSpan, writer);
        }

        _json.ResetWrittenCount();
        _translated.WriteEnd(_json, AttemptUsage.Of(_attempt!), OllamaSurface.Durations(_attempt!, time));
        WriteLine(_json.WrittenSpan, writer);
    }

    public void WriteError(CallerError error, IBufferWriter<byte> writer)
    {
        writer.Write(OllamaErrorForm.Instance.Json(error));
        writer.Write("\n"u8);
    }

    // The format has no comments, but pieces that add nothing. Before there is an answer they bear the name that was asked for.
    public void WriteKeepAlive(bool committed, IBufferWriter<byte> writer)
    {
        using var nothing = committed ? surface.Writer(_attempt!) : surface.Writer(call.Request.Model ?? "auto");
        nothing.WriteNothing(writer);
        writer.Write("\n"u8);
    }

    public void Dispose() => _translated?.Dispose();

    // The first line alone says how the model was chosen.
    private void WriteLine(ReadOnlySpan<byte> json, IBufferWriter<byte> writer)
    {
        writer.Write(_explained ? json : RoutingField.AddedTo(json, explanation));
        writer.Write("\n"u8);
        _explained = true;
    }
}
