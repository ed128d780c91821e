using System.Text;
using Providers.Chat;
using Routing.Money;

namespace Providers;

/// <summary>What one look at a chunk finds out.</summary>
internal struct ChunkFacts
{
    private static readonly Encoding Utf8 = Encoding.UTF8;

    public static ChunkFacts Of(ChatDelta delta) => new()
    {
        HasChoices = true,
        ContentBytes = Utf8.GetByteCount(delta.Text ?? "") + Utf8.GetByteCount(delta.Reasoning ?? "")
            + Utf8.GetByteCount(delta.Refusal ?? "") + delta.ToolCalls.Sum(call => Utf8.GetByteCount(call.Arguments)),
        IsContent = delta.IsContent,
        FinishReason = delta.FinishReason,
        Usage = delta.Usage,
    };

    public static ChunkFacts Of(ChatAnswer answer) => new()
    {
        HasChoices = true,
        ContentBytes = (answer.Text?.Bytes ?? 0) + (answer.Reasoning?.Bytes ?? 0) + (answer.Refusal?.Bytes ?? 0)
            + answer.ToolCalls.Sum(static call => call.Arguments.Bytes),
        IsContent = true,
        FinishReason = answer.FinishReason,
        Usage = answer.Usage,
    };

    public string? EventName { get; set; }

    public int ContentBytes { get; set; }

    /// <summary>Where the latest text begins that is a field's whole value; 0 when there is none.</summary>
    public int TextAt { get; set; }

    public bool IsContent { get; set; }

    public bool HasChoices { get; set; }

    public bool IsUsageOnly { get; set; }

    /// <summary>Whether a tool is called in it.</summary>
    public bool CallsTool { get; set; }

    /// <summary>Whether it has a part of a call that does not say of which.</summary>
    public bool LacksToolIndex { get; set; }

    public FinishReason? FinishReason { get; set; }

    public TokenUsage? Usage { get; set; }
}
