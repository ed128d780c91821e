using Providers.Chat;

namespace Providers.Gemini;

/// <summary>Reads the events of one stream, counting tool calls as they come whole and without numbers.</summary>
internal sealed class GeminiStreamReader : IChunkReader
{
    private int _calls;
    private ChatDelta _delta = ChatDelta.Empty;

    /// <summary>Whether the answer has said how it ended. Nothing else marks the end of a stream.</summary>
    public bool IsDone { get; private set; }

    public ChunkFacts Read(ReadOnlyMemory<byte> data)
    {
        var answer = GeminiAnswerReader.Read(data, _calls);
        var first = _calls;
        _calls += answer.ToolCalls.Length;
        IsDone |= answer.FinishReason is not null;
        _delta = new()
        {
            Text = answer.Text?.ToString(),
            Reasoning = answer.Reasoning?.ToString(),
            ToolCalls =
            [
                .. answer.ToolCalls.Select(
                    (call, index) => new ToolCallDelta(first + index, call.Id, call.Name, call.Arguments.ToString(), call.Signature)),
            ],
            FinishReason = answer.FinishReason,
            Usage = answer.Usage,
            LogProbabilities = answer.LogProbabilities,
        };
        return ChunkFacts.Of(_delta);
    }

    ChatDelta IChunkReader.ReadDelta(ReadOnlyMemory<byte> data) => _delta;
}
