using Simulation.Scripting;
using Simulation.Wire;

namespace Simulation.Calls;

/// <summary>Turns a call and its reply into an answer; what the reply leaves open is a deterministic simulated text.</summary>
internal static class DefaultAnswer
{
    private const int EchoedCharacters = 120;

    public static Answer For(SimulatedCall call, Reply reply, string id)
    {
        var model = ModelModifiers.BareName(call.Model);
        var tools = reply.ToolCalls ?? DefaultTools(call, reply);
        var chunks = reply.Chunks ?? (tools.Count > 0 || reply.Refusal is not null ? [] : EchoChunks(model, call.LastUserText));
        var finish = reply.FinishReason ?? (tools.Count > 0 ? "tool_calls" : "stop");
        if (reply.Chunks is null && call.MaxTokens is { } max && max >= 0 && max < chunks.Count)
        {
            chunks = [.. chunks.Take(max)];
            finish = reply.FinishReason ?? "length";
        }

        var reasoning = reply.Reasoning ?? [];
        // One chunk counts as one token: simple enough to predict in a test.
        var completion = reasoning.Count + chunks.Count + tools.Count + (reply.Refusal is null ? 0 : 1);
        return new Answer(id, model)
        {
            Chunks = chunks,
            Reasoning = reasoning,
            ToolCalls = tools,
            Refusal = reply.Refusal,
            FinishReason = finish,
            Usage = reply.Usage ?? new SimulatedUsage(call.PromptTokens, completion, reply.CachedTokens, Reasoning: reasoning.Count),
            ShowUsage = call.ShowUsage,
            Kept = call.Kept,
        };
    }

    private static SimulatedToolCall[] DefaultTools(SimulatedCall call, Reply reply) =>
        call is { ToolRequired: true, Tool: { } name } && reply.Chunks is null ? [new SimulatedToolCall(name, """{"simulated":true}""")] : [];

    private static List<string> EchoChunks(string model, string userText)
    {
        var echo = userText.Length <= EchoedCharacters ? userText : userText[..EchoedCharacters] + " …";
        var text = $"This is ProviderSimulator answering as {model}; no model was called. You wrote: {echo}";
        var chunks = new List<string>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            var space = text.IndexOf(' ', start + 1);
            end = space < 0 ? text.Length : space;
            chunks.Add(text[start..end]);
        }

        return chunks;
    }
}
