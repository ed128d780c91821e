using Providers.Chat;
using Routing.Money;

namespace Providers;

/// <summary>One event of a streamed answer. Only what a relay must know has been read; the rest is read on demand.</summary>
public readonly struct UpstreamChunk
{
    private readonly IChunkReader _reader;

    internal UpstreamChunk(IChunkReader reader, ReadOnlyMemory<byte> data, in ChunkFacts facts)
    {
        _reader = reader;
        Data = data;
        ContentBytes = facts.ContentBytes;
        IsContent = facts.IsContent;
        IsUsageOnly = facts.IsUsageOnly;
        FinishReason = facts.FinishReason;
        Usage = facts.Usage;
        EventName = facts.EventName;
    }

    private UpstreamChunk(in UpstreamChunk other, IChunkReader reader, ReadOnlyMemory<byte> data)
    {
        this = other;
        _reader = reader;
        Data = data;
    }

    /// <summary>JSON of the event in the adapter's format; its memory is reused for the next chunk.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The event's name, in formats that name their events; null in all others.</summary>
    public string? EventName { get; }

    /// <summary>Whether it carries text, a refusal, reasoning or a part of a tool call: from here on no fallback is possible.</summary>
    public bool IsContent { get; }

    /// <summary>UTF-8 length of the text, refusal, reasoning and tool arguments in it, to estimate by where usage is not reported.</summary>
    public int ContentBytes { get; }

    /// <summary>Whether it only reports tokens, which a caller who did not ask for them must not see.</summary>
    public bool IsUsageOnly { get; }

    /// <summary>Why the answer ended; null before its end.</summary>
    public FinishReason? FinishReason { get; }

    /// <summary>Tokens so far or in all; null in most chunks. The last one reported counts.</summary>
    public TokenUsage? Usage { get; }

    /// <summary>The same with data of its own, which outlives the next chunk.</summary>
    public UpstreamChunk Keep() => new(this, _reader.Keep(), Data.ToArray());

    /// <summary>Reads the event into the canonical form. Costs an allocation; same-format relays do without.</summary>
    /// <exception cref="Failures.UpstreamFailureException">A text in it is none.</exception>
    public ChatDelta ReadDelta() => _reader.ReadDelta(Data);
}
