using System.Text.Json;
using System.Text.Json.Serialization;

namespace Simulation.Scripting;

/// <summary>
/// One scripted answer. What is left unset comes from the default answer. It is also the shape of a reply in
/// <c>POST /_sim/script</c>.
/// </summary>
public sealed record Reply
{
    /// <summary>HTTP status; anything but 200 answers with the wire format's error body.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Seconds for the Retry-After header.</summary>
    public double? RetryAfter { get; init; }

    /// <summary>Headers to add to the answer.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Text, one entry per streamed chunk; a plain answer joins them.</summary>
    public IReadOnlyList<string>? Chunks { get; init; }

    /// <summary>Reasoning text before the answer, one entry per streamed chunk.</summary>
    public IReadOnlyList<string>? Reasoning { get; init; }

    /// <summary>Tool calls after the text.</summary>
    public IReadOnlyList<SimulatedToolCall>? ToolCalls { get; init; }

    /// <summary>A refusal instead of text (OpenAI and Anthropic say so in a field or stop reason of their own).</summary>
    public string? Refusal { get; init; }

    /// <summary>Token counts; counted from the request and the chunks when null.</summary>
    public SimulatedUsage? Usage { get; init; }

    /// <summary>Input tokens said to come from the provider's cache, where <see cref="Usage"/> is not set.</summary>
    public int CachedTokens { get; init; }

    /// <summary>stop, length, tool_calls or content_filter; translated for the other wire formats.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Message of an error body or error event.</summary>
    public string? Message { get; init; }

    /// <summary>What the first byte waits for, in tests of this process.</summary>
    [JsonIgnore]
    public Task? Until { get; init; }

    /// <summary>Pause before the first byte, in milliseconds.</summary>
    public int LatencyMs { get; init; }

    /// <summary>Pause before each further chunk, in milliseconds.</summary>
    public int IntervalMs { get; init; }

    /// <summary>How the answer goes wrong.</summary>
    public ReplyFault Fault { get; init; }

    /// <summary>Content chunks sent before the fault; all of them when null. Hang, Refuse and Html strike at once when null.</summary>
    public int? FaultAfter { get; init; }

    /// <summary>Offsets in the response body at which a write ends, for readers that must cope with any split.</summary>
    public IReadOnlyList<int>? SplitAt { get; init; }

    /// <summary>Ends a write after every so many bytes; 0 for never.</summary>
    public int SplitEvery { get; init; }

    /// <summary>The whole body, byte for byte, in place of anything composed.</summary>
    public string? Body { get; init; }

    /// <summary>Sends <see cref="Body"/> and what <see cref="ReplyFault.Endless"/> adds compressed with gzip, and says so.</summary>
    public bool Compressed { get; init; }

    /// <summary>Content type of <see cref="Body"/>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Text in these chunks, streamed or plain as the caller asked.</summary>
    public static Reply Sse(params string[] chunks) => new() { Chunks = chunks };

    /// <summary>Text in one piece.</summary>
    public static Reply Text(string text) => new() { Chunks = [text] };

    /// <summary>An error status with the wire format's error body.</summary>
    public static Reply Error(int status, double? retryAfter = null, string? message = null) =>
        new() { Status = status, RetryAfter = retryAfter, Message = message };

    /// <summary>A call of one tool.</summary>
    public static Reply Tool(string name, string arguments) => new() { Chunks = [], ToolCalls = [new SimulatedToolCall(name, arguments)] };

    /// <summary>Accepts and never answers.</summary>
    public static Reply Hang() => new() { Fault = ReplyFault.Hang };

    /// <summary>Sends the chunks and then nothing more, without closing.</summary>
    public static Reply HangAfter(params string[] chunks) => new() { Fault = ReplyFault.Hang, Chunks = chunks, FaultAfter = chunks.Length };

    /// <summary>Resets the connection without an answer. For a refused connection see <see cref="ProviderSimulator.StopListeningAsync"/>.</summary>
    public static Reply Refuse() => new() { Fault = ReplyFault.Refuse };

    /// <summary>Sends the chunks, then closes the connection; without chunks only the role-only opening goes out.</summary>
    public static Reply CutAfter(params string[] chunks) => new() { Fault = ReplyFault.Cut, Chunks = chunks };

    /// <summary>Sends the chunks, then ends without finish reason or end marker.</summary>
    public static Reply EndEarlyAfter(params string[] chunks) => new() { Fault = ReplyFault.EndEarly, Chunks = chunks };

    /// <summary>Sends the chunks, then the protocol's error event.</summary>
    public static Reply ErrorEventAfter(params string[] chunks) => new() { Fault = ReplyFault.ErrorEvent, Chunks = chunks };

    /// <summary>Sends the chunks, then something that is not JSON.</summary>
    public static Reply MalformedAfter(params string[] chunks) => new() { Fault = ReplyFault.MalformedJson, Chunks = chunks };

    /// <summary>An HTML page, as a proxy's error page.</summary>
    public static Reply Html(int status = 200) => new() { Status = status, Fault = ReplyFault.Html };

    /// <summary>Never ends; compressed, the caller unpacks a thousand times what it is sent.</summary>
    public static Reply Endless(bool compressed = false) => new() { Fault = ReplyFault.Endless, Body = "{\"data\":[", Compressed = compressed };

    /// <summary>This JSON with its version: a caller who already has it is answered 304 without a body.</summary>
    public static Reply Versioned(string json, string? etag = null, string? lastModified = null)
    {
        var headers = new Dictionary<string, string>();
        if (etag is not null)
        {
            headers["ETag"] = etag;
        }

        if (lastModified is not null)
        {
            headers["Last-Modified"] = lastModified;
        }

        return new() { Body = json, ContentType = "application/json", Headers = headers };
    }

    /// <summary>This JSON, as it is.</summary>
    public static Reply Json(object body, int status = 200) =>
        new() { Status = status, Body = JsonSerializer.Serialize(body), ContentType = "application/json" };

    /// <summary>This body, byte for byte.</summary>
    public static Reply Raw(string body, string contentType, int status = 200) =>
        new() { Status = status, Body = body, ContentType = contentType };
}
