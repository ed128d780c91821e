namespace Simulation.Wire;

internal enum FrameKind
{
    /// <summary>Carries no content and ends nothing: a delta that only names the role, the start of a block.</summary>
    Framing,

    /// <summary>Text, reasoning, refusal or tool call.</summary>
    Content,

    /// <summary>Finish reason, usage, end marker.</summary>
    Closing,
}

/// <summary>One event of a stream, ready to send.</summary>
internal readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Bytes);
