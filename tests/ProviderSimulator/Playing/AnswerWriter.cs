using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Simulation.Scripting;
using Simulation.Wire;

namespace Simulation.Playing;

/// <summary>Sends bytes to the caller, in one piece or split where the script wants it.</summary>
internal sealed class AnswerWriter(HttpContext http)
{
    private static readonly TimeSpan ClosePause = TimeSpan.FromSeconds(2);
    private const int BlanksAtOnce = 64 * 1024;
    private int[] _splitAt = [];
    private int _splitEvery;
    private int _sent;

    /// <summary>The connection was reset from here, so that its end is not the caller's abort.</summary>
    public bool WasCutHere { get; private set; }

    public CancellationToken Aborted => http.RequestAborted;

    public void SplitLike(Reply reply)
    {
        _splitAt = [.. (reply.SplitAt ?? []).Order()];
        _splitEvery = reply.SplitEvery;
    }

    public void Begin(int status, string? contentType, IReadOnlyDictionary<string, string>? headers = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            http.Response.Headers[name] = value;
        }
    }

    /// <summary>Whether the caller already has what these headers describe.</summary>
    public bool IsKnown(IReadOnlyDictionary<string, string>? headers) =>
        headers is not null
        && ((headers.TryGetValue("ETag", out var tag) && http.Request.Headers.IfNoneMatch == tag)
            || (headers.TryGetValue("Last-Modified", out var date) && http.Request.Headers.IfModifiedSince == date));

    public void Header(string name, string value) => http.Response.Headers[name] = value;

    public async Task PlainAsync(int status, object body)
    {
        Begin(status, "application/json");
        await WholeAsync(Json.Bytes(body));
    }

    /// <summary>A body whose length is announced.</summary>
    public Task WholeAsync(ReadOnlyMemory<byte> body)
    {
        http.Response.ContentLength = body.Length;
        return SendAsync(body);
    }

    /// <summary>A body packed with gzip.</summary>
    public async Task CompressedAsync(ReadOnlyMemory<byte> body)
    {
        Header("Content-Encoding", "gzip");
        await using var packed = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
        await packed.WriteAsync(body, Aborted);
    }

    /// <summary>A beginning, and then blanks for as long as the caller listens.</summary>
    public async Task EndlessAsync(ReadOnlyMemory<byte> beginning, bool compressed)
    {
        if (compressed)
        {
            Header("Content-Encoding", "gzip");
        }

        var body = compressed ? new GZipStream(http.Response.Body, CompressionLevel.Fastest) : http.Response.Body;
        var blanks = Encoding.ASCII.GetBytes(new string(' ', BlanksAtOnce));
        await body.WriteAsync(beginning, Aborted);
        while (true)
        {
            await body.WriteAsync(blanks, Aborted);
            Aborted.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The announced length and half of the bytes, then a reset.</summary>
    public async Task HalfAsync(ReadOnlyMemory<byte> body)
    {
        http.Response.ContentLength = body.Length;
        await SendAsync(body[..(body.Length / 2)]);
        await CutAsync();
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(bytes.Length, UntilNextSplit());
            await http.Response.BodyWriter.WriteAsync(bytes[..length], Aborted);
            Aborted.ThrowIfCancellationRequested();
            _sent += length;
            bytes = bytes[length..];
        }
    }

    /// <summary>Resets the connection at once; what was sent before may be lost on the way.</summary>
    public void Reset()
    {
        WasCutHere = true;
        http.Abort();
    }

    /// <summary>Ends the connection in the middle of the answer, after what was sent has arrived.</summary>
    public async Task CutAsync()
    {
        WasCutHere = true;
        if (HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<IConnectionTransportFeature>() is { } connection)
        {
            // The server sends from a queue of its own, and closes the connection once a queue that has ended is empty.
            await connection.Transport.Output.CompleteAsync();
            await Task.WhenAny(Task.Delay(Timeout.Infinite, Aborted));
            return;
        }

        // A reset may overtake data the caller has not read yet, so the caller gets the chance to close first.
        await Task.WhenAny(Task.Delay(ClosePause, Aborted));
        http.Abort();
    }

    private int UntilNextSplit()
    {
        var every = _splitEvery > 0 ? _splitEvery - (_sent % _splitEvery) : int.MaxValue;
        var next = Array.Find(_splitAt, offset => offset > _sent);
        return next == 0 ? every : Math.Min(every, next - _sent);
    }
}
