using System.Text;
using System.Text.Json;
using Providers.Anthropic;
using Providers.Chat;
using Providers.Ollama;

namespace Providers.Tests.Conversing;

/// <summary>Requests bent at random: each is refused with its faults, or goes to every provider without an exception.</summary>
public class BentRequestTests
{
    private const int Rounds = 3000;

    private static readonly string[] Literals = ["null", "7", "-1.5e3", "\"\"", "\"text\"", "[]", "{}", "true", "[null]", "[{}]", "{\"type\":\"text\"}", "\"\\ud83d\\ude00\""];

    private static readonly string[] Profiles = ["openai", "anthropic", "gemini", "ollama"];

    private static readonly Dictionary<string, (Func<ReadOnlyMemory<byte>, ChatReading> Read, string Body)> Readers = new()
    {
        ["messages"] = (
            static body => AnthropicChatReader.Read(body),
            """
            {"model":"auto","max_tokens":900,"stream":true,"temperature":0.5,"stop_sequences":["END"],"metadata":{"user_id":"u"},
             "thinking":{"type":"enabled","budget_tokens":5000},"output_config":{"effort":"low","format":{"type":"json_schema","schema":{}}},
             "system":[{"type":"text","text":"be brief","cache_control":{"type":"ephemeral"}}],"routing":{"session_id":"s"},
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}},{"type":"web_search","name":"web_search"}],
             "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
             "messages":[{"role":"user","content":[{"type":"text","text":"look"},
               {"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}},
               {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":""},{"type":"tool_use","id":"1","name":"f","input":{"a":1}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","is_error":true,"content":[{"type":"text","text":"two"},
               {"type":"image","source":{"type":"url","url":"https://x/z.png"}}]}]},{"role":"user","content":"go on"}]}
            """),
        ["chat"] = (
            static body => OllamaChatReader.ReadChat(body),
            """
            {"model":"auto","keep_alive":"5m","think":true,"format":{"type":"object"},"options":{"num_predict":9,"temperature":0.5,"stop":["END"],"num_ctx":4},
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],"routing":{"session_id":"s"},
             "messages":[{"role":"system","content":"be brief"},{"role":"user","content":"look","images":["/9j/AA"]},
              {"role":"assistant","content":"","thinking":"hm","tool_calls":[{"id":"a","function":{"name":"f","arguments":{"a":1}}}]},
              {"role":"tool","tool_name":"f","content":"one"},{"role":"tool","tool_call_id":"a","content":"two"}]}
            """),
        ["prompt"] = (
            static body => OllamaChatReader.ReadPrompt(body),
            """{"model":"auto","prompt":"look","system":"be brief","images":["iVBORw"],"format":"json","template":"x","raw":false,"suffix":"","think":"low","stream":false}"""),
    };

    public static TheoryData<string> Surfaces => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task A_bent_request_is_refused_or_served(string surface)
    {
        var (read, body) = Readers[surface];
        var whole = Encoding.UTF8.GetBytes(body);
        var values = ValuesOf(whole);
        var random = new Random(1);
        var served = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bent = round % 2 == 0 ? Replaced(whole, values, random) : Scrambled(whole, random);
            try
            {
                var reading = read(bent);
                Assert.Equal(reading.IsValid, reading.Faults.IsEmpty);
                Assert.All(reading.Faults, fault => Assert.NotEmpty(fault.Message));
                if (reading.Request is { } request)
                {
                    served++;
                    await SendAsync(request);
                }
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{Encoding.UTF8.GetString(bent)}\n{e}");
            }
        }

        Assert.InRange(served, Rounds / 50, Rounds - 1);
    }

    private static async Task SendAsync(ChatRequest request)
    {
        foreach (var profile in Profiles)
        {
            using var message = Targets.Adapter(profile).CreateChat(request, Targets.Of(profile, "m"), new ParameterDefaults(64, 700));
            using var _ = JsonDocument.Parse(await message.Content!.ReadAsByteArrayAsync());
        }
    }

    /// <summary>One value replaced by another of any type.</summary>
    private static byte[] Replaced(byte[] body, List<Range> values, Random random)
    {
        var value = values[random.Next(values.Count)];
        return [.. body[..value.Start], .. Encoding.UTF8.GetBytes(Literals[random.Next(Literals.Length)]), .. body[value.End..]];
    }

    /// <summary>A stretch dropped, doubled or overwritten, wherever it lies.</summary>
    private static byte[] Scrambled(byte[] body, Random random)
    {
        var start = random.Next(body.Length);
        var end = Math.Min(body.Length, start + 1 + random.Next(12));
        return random.Next(4) switch
        {
            0 => [.. body[..start], .. body[end..]],
            1 => [.. body[..end], .. body[start..]],
            2 => body[..start],
            _ => [.. body[..start], (byte)random.Next(256), .. body[(start + 1)..]],
        };
    }

    private static List<Range> ValuesOf(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        var values = new List<Range>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                continue;
            }

            var skipped = reader;
            skipped.Skip();
            values.Add((int)reader.TokenStartIndex..(int)skipped.BytesConsumed);
        }

        return values;
    }
}
