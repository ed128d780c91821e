using System.Net;
using System.Text;
using Providers.Chat;
using Providers.Tests.Streams;
using Routing.Money;

namespace Providers.Tests;

/// <summary>Answers as upstreams give them, and what adapters make of them.</summary>
internal static class Answers
{
    public static HttpResponseMessage Of(string body, HttpStatusCode status = HttpStatusCode.OK, params int[] cuts) => new(status)
    {
        Content = new StreamContent(new ChoppedStream(Encoding.UTF8.GetBytes(body), cuts)),
    };

    public static async Task<List<(ChatDelta Delta, string Data, bool IsContent, bool IsUsageOnly)>> ReadStream(
        IProviderAdapter adapter, string body, params int[] cuts)
    {
        using var response = Of(body, HttpStatusCode.OK, cuts);
        var chunks = new List<(ChatDelta, string, bool, bool)>();
        await foreach (var chunk in adapter.ReadChatStreamAsync(response, default))
        {
            chunks.Add((chunk.ReadDelta(), Encoding.UTF8.GetString(chunk.Data.Span), chunk.IsContent, chunk.IsUsageOnly));
        }

        return chunks;
    }

    /// <summary>Puts a streamed answer together.</summary>
    public static ChatAnswer Join(IEnumerable<ChatDelta> deltas)
    {
        var text = "";
        var reasoning = "";
        FinishReason? finish = null;
        TokenUsage? usage = null;
        var calls = new SortedDictionary<int, ToolCall>();
        foreach (var delta in deltas)
        {
            text += delta.Text;
            reasoning += delta.Reasoning;
            finish = delta.FinishReason ?? finish;
            usage = delta.Usage ?? usage;
            foreach (var call in delta.ToolCalls)
            {
                var known = calls.GetValueOrDefault(call.Index) ?? new("", "", "");
                calls[call.Index] = new(call.Id ?? known.Id, call.Name ?? known.Name, known.Arguments + call.Arguments);
            }
        }

        return new() { Text = text, Reasoning = reasoning, FinishReason = finish, Usage = usage, ToolCalls = [.. calls.Values] };
    }

    /// <summary>The same in one line, to be compared.</summary>
    public static string Print(ChatAnswer answer) =>
        $"{answer.Text}|{answer.Reasoning}|{answer.FinishReason}|{answer.Usage}|{string.Join(';', answer.ToolCalls)}";
}
