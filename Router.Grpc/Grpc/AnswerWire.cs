using System.Collections.Immutable;
using Google.Protobuf;
using Providers.Chat;
using Routing.Money;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Answers, whole and in pieces, in their wire form.</summary>
internal static class AnswerWire
{
    /// <summary>A call of a tool without its arguments.</summary>
    public static Wire.ToolCall WithoutArguments(ToolCall call, int index) => new() { Id = call.Id, Name = call.Name, Index = index };

    /// <summary>One of several answers without its message.</summary>
    public static Wire.Choice WithoutMessage(ChatAnswer answer, int index) => new()
    {
        Index = index,
        FinishReason = ToWire(answer.FinishReason),
        Logprobs = { ToWire(answer.LogProbabilities) },
    };

    public static IEnumerable<Wire.TokenLogprob> ToWire(ImmutableArray<TokenLogProbability> tokens) => tokens.Select(static token => new Wire.TokenLogprob
    {
        Token = token.Token,
        Logprob = token.Value,
        TokenBytes = token.Bytes is { } bytes ? ByteString.CopyFrom(bytes.AsSpan()) : ByteString.Empty,
        Top = { ToWire(token.Top) },
    });

    public static Wire.ChatDelta ToWire(ChatDelta delta)
    {
        var wire = new Wire.ChatDelta
        {
            Text = delta.Text ?? delta.Refusal ?? "",
            Reasoning = delta.Reasoning ?? "",
            Index = delta.Index,
            Logprobs = { ToWire(delta.LogProbabilities) },
        };
        foreach (var call in delta.ToolCalls)
        {
            wire.ToolCalls.Add(new Wire.ToolCall { Id = call.Id ?? "", Name = call.Name ?? "", Arguments = call.Arguments, Index = call.Index });
        }

        return wire;
    }

    public static Wire.Usage ToWire(TokenUsage usage) => new()
    {
        InputTokens = usage.InputTokens,
        OutputTokens = usage.OutputTokens,
        CachedInputTokens = usage.CachedInputTokens,
        ReasoningTokens = usage.ReasoningTokens,
        Estimated = usage.Estimated,
    };

    public static Wire.FinishReason ToWire(FinishReason? reason) => reason switch
    {
        null => Wire.FinishReason.Unspecified,
        FinishReason.Stop => Wire.FinishReason.Stop,
        FinishReason.Length => Wire.FinishReason.Length,
        FinishReason.ToolCalls => Wire.FinishReason.ToolCalls,
        FinishReason.ContentFilter => Wire.FinishReason.ContentFilter,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
