using System.Text;
using Aspire.Routing.V1;
using Microsoft.Extensions.AI;

namespace Aspire.Routing.Client;

/// <summary>Reads an answer piece by piece. Calls of tools are handed over when they are whole.</summary>
internal sealed class StreamedAnswer
{
    private readonly SortedDictionary<int, Call> _calls = [];
    private string? _id;
    private string? _model;

    /// <returns>Null where a piece has nothing to show yet.</returns>
    public ChatResponseUpdate? Read(ChatStreamResponse piece)
    {
        var contents = new List<AIContent>();
        ChatFinishReason? reason = null;
        switch (piece.EventCase)
        {
            case ChatStreamResponse.EventOneofCase.Start:
                (_id, _model) = (piece.Start.Id, piece.Start.Model);
                break;
            case ChatStreamResponse.EventOneofCase.Delta:
                Read(piece.Delta, contents);
                if (contents.Count == 0)
                {
                    return null;
                }

                break;
            case ChatStreamResponse.EventOneofCase.End:
                contents.AddRange(_calls.Values.Select(static call => AnswerReader.Call(call.Id, call.Name, call.Arguments.ToString())));
                contents.Add(new UsageContent(AnswerReader.Usage(piece.End.Usage) ?? new()));
                reason = AnswerReader.Reason(piece.End.FinishReason);
                break;
        }

        return new(ChatRole.Assistant, contents)
        {
            ResponseId = _id,
            MessageId = _id,
            ModelId = _model,
            FinishReason = reason,
            RawRepresentation = piece,
        };
    }

    private void Read(ChatDelta delta, List<AIContent> contents)
    {
        if (delta.Reasoning.Length > 0)
        {
            contents.Add(new TextReasoningContent(delta.Reasoning));
        }

        if (delta.Text.Length > 0)
        {
            contents.Add(new TextContent(delta.Text));
        }

        foreach (var fragment in delta.ToolCalls)
        {
            if (!_calls.TryGetValue(fragment.Index, out var call))
            {
                _calls[fragment.Index] = call = new();
            }

            // The first fragment names the call, the others bring more of its arguments.
            call.Id = fragment.Id.Length > 0 ? fragment.Id : call.Id;
            call.Name = fragment.Name.Length > 0 ? fragment.Name : call.Name;
            call.Arguments.Append(fragment.Arguments);
        }
    }

    private sealed class Call
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
