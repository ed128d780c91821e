using Providers.Chat;

namespace Router.Grpc.OpenAi;

/// <summary>OpenAI's words for why an answer ended.</summary>
internal static class FinishReasonNames
{
    public static string? Of(FinishReason? reason) => reason switch
    {
        null => null,
        FinishReason.Stop => "stop",
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.ContentFilter => "content_filter",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
