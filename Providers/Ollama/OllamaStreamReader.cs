using Providers.Chat;

namespace Providers.Ollama;

/// <summary>Reads the lines of one stream, counting tool calls as they come whole and without numbers.</summary>
internal sealed class OllamaStreamReader : IChunkReader
{
    private int _calls;
    private ChatDelta _delta = ChatDelta.Empty;

    public bool IsDone { get; private set; }

    public ChunkFacts Read(ReadOnlyMemory<byte> line)
    {
        var (answer, isDone) = OllamaAnswerReader.Read(line, _calls);
        var first = _calls;
        IsDone = isDone;
        _calls += answer.ToolCalls.Length;
        _delta = new()
        {
            Text = answer.Text?.ToString(),
            Reasoning = answer.Reasoning?.ToString(),
            ToolCalls = [.. answer.ToolCalls.Select((call, index) => new ToolCallDelta(first + index, call.Id, call.Name, call.Arguments.ToString()))],
            FinishReason = answer.FinishReason,
            Usage = answer.Usage,
            LogProbabilities = answer.LogProbabilities,
        };
        return ChunkFacts.Of(_delta);
    }

    ChatDelta IChunkReader.ReadDelta(ReadOnlyMemory<byte> data) => _delta;
}
