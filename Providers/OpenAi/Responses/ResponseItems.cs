using System.Collections.Immutable;
using System.Globalization;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>
/// Sorts what deltas add into items: thoughts, messages, calls. A thought or a message ends where another item begins; calls stay open
/// to the end, for their fragments may come in turns.
/// </summary>
internal sealed class ResponseItems(string key, ResponseEvents events)
{
    private const string Content = "content_index";
    private const string Summary = "summary_index";

    private static readonly ItemText Nothing = new();

    private readonly SortedDictionary<int, CallItem> _calls = [];
    private readonly List<ResponseItem> _all = [];
    private ResponseItem? _open;

    public IReadOnlyList<ResponseItem> All => _all;

    public void Add(ChatDelta delta)
    {
        AddTexts(delta.Reasoning ?? "", delta.Text ?? "", delta.LogProbabilities, delta.Refusal ?? "");
        foreach (var call in delta.ToolCalls)
        {
            Call(call, call.Arguments);
        }
    }

    /// <summary>Adds a whole answer.</summary>
    public void Add(ChatAnswer answer)
    {
        AddTexts(answer.Reasoning ?? "", answer.Text ?? "", answer.LogProbabilities, answer.Refusal ?? "");
        for (var index = 0; index < answer.ToolCalls.Length; index++)
        {
            var call = answer.ToolCalls[index];
            Call(new(index, call.Id, call.Name, "", call.Signature), call.Arguments);
        }
    }

    /// <summary>Ends what is open.</summary>
    /// <param name="status">How the last item ended.</param>
    public void End(string status)
    {
        CloseOpen(_calls.Count > 0 ? ResponseItem.Done : status);
        foreach (var call in _calls.Values)
        {
            call.Status = call == _all[^1] ? status : ResponseItem.Done;
            events.Send("response.function_call_arguments.done", call, null, json =>
            {
                json.WriteString("name"u8, call.Name);
                json.WritePropertyName("arguments"u8);
                call.Arguments.Write(json);
            });
            events.SendItem("response.output_item.done", call);
        }

        _calls.Clear();
    }

    private void AddTexts(ChatText reasoning, ChatText text, ImmutableArray<TokenLogProbability> tokens, ChatText refusal)
    {
        if (!reasoning.IsEmpty)
        {
            Think(reasoning);
        }

        if (!text.IsEmpty)
        {
            Say(text, isRefusal: false, tokens);
        }

        if (!refusal.IsEmpty)
        {
            Say(refusal, isRefusal: true, []);
        }
    }

    private void Think(ChatText thought)
    {
        if (_open is not ReasoningItem item)
        {
            item = Begin(new ReasoningItem(Id("rs"), _all.Count));
            events.Send("response.reasoning_summary_part.added", item, Summary, static json =>
            {
                json.WritePropertyName("part"u8);
                ReasoningItem.WritePart(json, Nothing);
            });
        }

        item.Text.Append(thought);
        events.Send("response.reasoning_summary_text.delta", item, Summary, json => json.WriteText("delta"u8, thought));
    }

    private void Say(ChatText text, bool isRefusal, ImmutableArray<TokenLogProbability> tokens)
    {
        if (_open is not MessageItem item || item.IsRefusal != isRefusal)
        {
            item = Begin(new MessageItem(Id("msg"), _all.Count, isRefusal));
            var begun = item;
            events.Send("response.content_part.added", item, Content, json =>
            {
                json.WritePropertyName("part"u8);
                begun.WritePart(json, Nothing);
            });
        }

        item.Text.Append(text);
        if (isRefusal)
        {
            events.Send("response.refusal.delta", item, Content, json => json.WriteText("delta"u8, text));
            return;
        }

        item.LogProbabilities.AddRange(tokens);
        events.Send("response.output_text.delta", item, Content, json =>
        {
            json.WriteText("delta"u8, text);
            json.WritePropertyName("logprobs"u8);
            LogProbabilityJson.Write(json, tokens);
        });
    }

    // A whole answer's arguments may be too long for a string.
    private void Call(ToolCallDelta delta, ChatText arguments)
    {
        if (!_calls.TryGetValue(delta.Index, out var item))
        {
            CloseOpen(ResponseItem.Done);
            var callId = delta.Id ?? string.Create(CultureInfo.InvariantCulture, $"call_{key}_{delta.Index}");
            item = new CallItem(Id("fc"), _all.Count, callId, delta.Name ?? "") { Signature = delta.Signature };
            _all.Add(item);
            _calls[delta.Index] = item;
            events.SendItem("response.output_item.added", item);
        }

        item.Signature ??= delta.Signature;
        if (!arguments.IsEmpty)
        {
            item.Arguments.Append(arguments);
            events.Send("response.function_call_arguments.delta", item, null, json => json.WriteText("delta"u8, arguments));
        }
    }

    private T Begin<T>(T item)
        where T : ResponseItem
    {
        CloseOpen(ResponseItem.Done);
        _open = item;
        _all.Add(item);
        events.SendItem("response.output_item.added", item);
        return item;
    }

    private void CloseOpen(string status)
    {
        if (_open is not { } item)
        {
            return;
        }

        _open = null;
        item.Status = status;
        switch (item)
        {
            case ReasoningItem thoughts:
                events.Send("response.reasoning_summary_text.done", item, Summary, json =>
                {
                    json.WritePropertyName("text"u8);
                    thoughts.Text.Write(json);
                });
                events.Send("response.reasoning_summary_part.done", item, Summary, json =>
                {
                    json.WritePropertyName("part"u8);
                    ReasoningItem.WritePart(json, thoughts.Text);
                });
                break;
            case MessageItem message:
                Close(message);
                break;
        }

        events.SendItem("response.output_item.done", item);
    }

    private void Close(MessageItem message)
    {
        events.Send(message.IsRefusal ? "response.refusal.done" : "response.output_text.done", message, Content, json =>
        {
            json.WritePropertyName(message.IsRefusal ? "refusal"u8 : "text"u8);
            message.Text.Write(json);
            if (!message.IsRefusal)
            {
                json.WritePropertyName("logprobs"u8);
                LogProbabilityJson.Write(json, message.LogProbabilities);
            }
        });
        events.Send("response.content_part.done", message, Content, json =>
        {
            json.WritePropertyName("part"u8);
            message.WritePart(json, message.Text);
        });
    }

    private string Id(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{key}_{_all.Count}");
}
