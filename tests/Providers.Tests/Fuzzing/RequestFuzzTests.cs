using System.Text;
using Providers.Anthropic;
using Providers.Chat;
using Providers.Embeddings;
using Providers.Ollama;
using Providers.OpenAi;
using Providers.OpenAi.Completions;
using Providers.OpenAi.Embeddings;
using Providers.OpenAi.Responses;

namespace Providers.Tests.Fuzzing;

/// <summary>Whatever a caller sends, a reader makes a request of it or names its faults, and what it takes every adapter can send on.</summary>
public sealed class RequestFuzzTests
{
    private static readonly string[] Profiles = ["openai", "mistral", "anthropic", "gemini", "ollama"];

    private static readonly Dictionary<string, (Func<ReadOnlyMemory<byte>, ChatReading> Read, string Sample)> Chats = new()
    {
        ["chat"] = (OpenAiChatReader.Read, """{"model":"auto","stream":true,"stream_options":{"include_usage":true},"max_tokens":5,"n":2,"logprobs":true,"top_logprobs":3,"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"messages":[{"role":"system","content":"be brief"},{"role":"user","content":[{"type":"text","text":"hi 😀"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"s"}}}]},{"role":"tool","tool_call_id":"c","content":"x"}]}"""),
        ["completions"] = (TextCompletionReader.Read, """{"model":"auto","prompt":["one","two 😀"],"n":2,"logprobs":3,"stop":["x"],"echo":false,"best_of":2,"suffix":"","max_tokens":5}"""),
        ["responses"] = (ResponsesReader.Read, """{"model":"auto","instructions":"be brief","previous_response_id":"r.YS9i","include":["message.output_text.logprobs"],"top_logprobs":2,"input":[{"role":"user","content":[{"type":"input_text","text":"hi 😀"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},{"type":"reasoning","id":"r","summary":[]},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"x"}],"tools":[{"type":"function","name":"f","parameters":{}}],"text":{"format":{"type":"json_schema","name":"n","schema":{}}},"reasoning":{"effort":"low"},"max_output_tokens":5}"""),
        ["messages"] = (static body => AnthropicChatReader.Read(body, []), """{"model":"auto","max_tokens":9000,"stream":true,"system":[{"type":"text","text":"be brief"}],"thinking":{"type":"enabled","budget_tokens":8000},"tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"},"messages":[{"role":"user","content":[{"type":"text","text":"hi 😀"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},{"role":"assistant","content":[{"type":"thinking","thinking":"h","signature":"s"},{"type":"tool_use","id":"c","name":"f","input":{"a":1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"x"}]}]}"""),
        ["ollama"] = (OllamaChatReader.ReadChat, """{"model":"auto","think":"high","format":{"type":"object"},"logprobs":true,"options":{"num_predict":5,"temperature":0.5,"stop":["x"]},"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"messages":[{"role":"user","content":"hi 😀","images":["AAAA"]},{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},{"role":"tool","tool_name":"f","content":"x"}]}"""),
        ["generate"] = (OllamaChatReader.ReadPrompt, """{"model":"auto","prompt":"hi 😀","system":"be brief","images":["AAAA"],"think":true,"format":"json","options":{"num_predict":5},"stream":false}"""),
    };

    public static TheoryData<string> Surfaces => [.. Chats.Keys];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public Task A_chat(string surface)
    {
        var (read, sample) = Chats[surface];
        return Fuzz.RunAsync(Encoding.UTF8.GetBytes(sample), (input, _) =>
        {
            if (read(input).Request is { } request)
            {
                foreach (var profile in Profiles)
                {
                    using var message = Targets.Adapter(profile).For(request).CreateChat(request, Targets.Of(profile, "m"), ParameterDefaults.None);
                }
            }

            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData("openai", """{"model":"auto","input":["one","two 😀"],"dimensions":3,"encoding_format":"base64"}""")]
    [InlineData("openai", """{"model":"auto","input":[[1,2],[3]]}""")]
    [InlineData("ollama", """{"model":"auto","input":["one","two 😀"],"dimensions":3,"truncate":true}""")]
    public Task Texts_to_embed(string surface, string sample)
    {
        Func<ReadOnlyMemory<byte>, EmbeddingReading> read = surface == "openai" ? OpenAiEmbeddingReader.Read : OllamaEmbedReader.Read;
        return Fuzz.RunAsync(Encoding.UTF8.GetBytes(sample), (input, _) =>
        {
            if (read(input).Request is { } request)
            {
                Assert.NotNull(request.Input);
                using var message = Targets.Adapter("openai").CreateEmbeddings(request, Targets.Of("openai", "m"));
            }

            return Task.CompletedTask;
        });
    }
}
