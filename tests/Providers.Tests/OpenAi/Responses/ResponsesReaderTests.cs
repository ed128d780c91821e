using System.Text;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi.Responses;

namespace Providers.Tests.OpenAi.Responses;

public sealed class ResponsesReaderTests
{
    public static TheoryData<string, string> Translations => new()
    {
        { """{"input":"hi"}""", """{"messages":[{"role":"user","content":"hi"}]}""" },
        {
            """{"model":"auto","instructions":"Be brief.","input":[{"role":"user","content":"hi"}],"temperature":0.5,"top_p":0.9,"user":"u"}""",
            """{"model":"auto","temperature":0.5,"top_p":0.9,"user":"u","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]}"""
        },
        {
            """
            {"input":[
              {"type":"message","role":"developer","content":[{"type":"input_text","text":"a"},{"type":"input_text","text":"b"}]},
              {"type":"message","role":"user","content":[
                {"type":"input_text","text":"look"},
                {"type":"input_image","image_url":"data:image/png;base64,AA==","detail":"low"},
                {"type":"input_file","file_data":"data:x","filename":"f.pdf"}]}]}
            """,
            """
            {"messages":[
              {"role":"developer","content":"ab"},
              {"role":"user","content":[
                {"type":"text","text":"look"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}},
                {"type":"file","file":{"file_data":"data:x","filename":"f.pdf"}}]}]}
            """
        },
        {
            """
            {"input":[
              {"role":"user","content":"weather?"},
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}]},
              {"type":"message","role":"assistant","id":"msg_1","content":[{"type":"output_text","text":"Let me see.","annotations":[]}]},
              {"type":"function_call","id":"fc_1","call_id":"c1","name":"look","arguments":"{\"at\":1}","extra_content":{"google":{"thought_signature":"s"}}},
              {"type":"reasoning","summary":[]},
              {"type":"function_call","call_id":"c2","name":"listen","arguments":"{}"},
              {"type":"function_call_output","call_id":"c1","output":"sun"},
              {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"bi"},{"type":"input_text","text":"rds"}]}]}
            """,
            """
            {"messages":[
              {"role":"user","content":"weather?"},
              {"role":"assistant","content":"Let me see.","tool_calls":[
                {"id":"c1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"},"extra_content":{"google":{"thought_signature":"s"}}},
                {"id":"c2","type":"function","function":{"name":"listen","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"sun"},
              {"role":"tool","tool_call_id":"c2","content":"birds"}]}
            """
        },
        {
            """{"input":[{"role":"user","content":"x"},{"type":"function_call","call_id":"c","name":"f","arguments":""},{"type":"function_call_output","call_id":"c","output":"y"}]}""",
            """
            {"messages":[{"role":"user","content":"x"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":""}}]},
              {"role":"tool","tool_call_id":"c","content":"y"}]}
            """
        },
        {
            """
            {"input":"x","tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true}],
             "tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false,"max_output_tokens":99,
             "reasoning":{"effort":"low","summary":"auto"},
             "text":{"verbosity":"low","format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true}}}
            """,
            """
            {"messages":[{"role":"user","content":"x"}],
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}}],
             "parallel_tool_calls":false,"tool_choice":{"type":"function","function":{"name":"f"}},
             "verbosity":"low","response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},
             "reasoning_effort":"low","max_completion_tokens":99}
            """
        },
        {
            """
            {"input":"x","tools":[{"type":"function","name":"f"},{"type":"function","name":"g"}],
             "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"f"}]}}
            """,
            """
            {"messages":[{"role":"user","content":"x"}],
             "tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],
             "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}}}
            """
        },
        { """{"input":"x","tools":[],"tool_choice":"auto","parallel_tool_calls":true,"text":{"format":{"type":"text"}}}""", """{"messages":[{"role":"user","content":"x"}]}""" },
        { """{"input":"x","text":{"format":{"type":"json_object"}}}""", """{"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_object"}}""" },
    };

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_request_becomes_the_chat_that_asks_for_the_same(string body, string chat)
    {
        var request = Read(body).Request!;

        var said = Encoding.UTF8.GetString(request.Body.Span);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(chat), JsonElement.Parse(said)), said);
        Assert.Equal(body, Encoding.UTF8.GetString(request.Original.Span));
    }

    [Fact]
    public void What_chats_cannot_say_is_lost_by_name()
    {
        var request = Read("""
            {"input":[{"type":"reasoning","summary":[]},{"role":"user","content":"x"}],"include":["reasoning.encrypted_content"],
             "truncation":"auto","max_tool_calls":3,"top_logprobs":2,"store":true,"metadata":{"a":"b"},"stream_options":{"include_obfuscation":false},"novel":1,"nothing":null}
            """).Request!;

        Assert.Equal(["include", "input.reasoning", "max_tool_calls", "novel", "top_logprobs", "truncation"], request.Lost.ToArray());
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{}", "input")]
    [InlineData("""{"input":[]}""", "input")]
    [InlineData("""{"input":"x","instructions":7}""", "instructions")]
    [InlineData("""{"input":"x","previous_response_id":"resp_1"}""", "previous_response_id")]
    [InlineData("""{"input":"x","conversation":{"id":"c"}}""", "conversation")]
    [InlineData("""{"input":"x","prompt":{"id":"p"}}""", "prompt")]
    [InlineData("""{"input":"x","background":true}""", "background")]
    [InlineData("""{"input":"x","store":"yes"}""", "store")]
    [InlineData("""{"input":"x","metadata":7}""", "metadata")]
    [InlineData("""{"input":"x","max_output_tokens":0}""", "max_output_tokens")]
    [InlineData("""{"input":"x","temperature":3}""", "temperature")]
    [InlineData("""{"input":"x","stream":"yes"}""", "stream")]
    [InlineData("""{"input":"x","reasoning":"low"}""", "reasoning")]
    [InlineData("""{"input":"x","tools":[{"name":"f"}]}""", "tools[0].type")]
    [InlineData("""{"input":"x","tools":[{"type":"file_search","vector_store_ids":["vs_1"]}]}""", "tools[0].type")]
    [InlineData("""{"input":"x","tools":[{"type":"code_interpreter","container":"cntr_1"}]}""", "tools[0].container")]
    [InlineData("""{"input":"x","tools":[{"type":"code_interpreter","container":{"type":"auto","file_ids":["file_1"]}}]}""", "tools[0].container")]
    [InlineData("""{"input":"x","tools":[{"type":"function"}]}""", "tools[0].name")]
    [InlineData("""{"input":"x","tools":[{"type":"function","name":"f"}],"tool_choice":{"name":"f"}}""", "tool_choice")]
    [InlineData("""{"input":"x","text":{"format":{"type":"grammar"}}}""", "text.format.type")]
    [InlineData("""{"input":"x","text":{"format":{"type":"json_schema","name":"n"}}}""", "text.format")]
    [InlineData("""{"input":[{"type":"item_reference"}]}""", "input[0]")]
    [InlineData("""{"input":[{"type":"item_reference","id":"msg_0123456789abcdef0123456789abcdef_1"}]}""", "input[0]")]
    [InlineData("""{"input":[{"id":"x"}]}""", "input[0].type")]
    [InlineData("""{"input":["x"]}""", "input[0].type")]
    [InlineData("""{"input":[{"role":"robot","content":"x"}]}""", "input[0].role")]
    [InlineData("""{"input":[{"role":"user"}]}""", "input[0].content")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_image","file_id":"f"}]}]}""", "input[0].content[0]")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_file","file_id":"f"}]}]}""", "input[0].content[0]")]
    [InlineData("""{"input":[{"role":"user","content":[{"text":"x"}]}]}""", "input[0].content[0].type")]
    [InlineData("""{"input":[{"type":"function_call","call_id":"c","name":"f"}]}""", "input[0].arguments")]
    [InlineData("""{"input":[{"type":"function_call_output","output":"y"}]}""", "input[0].call_id")]
    public void What_is_wrong_is_named(string body, string field) => Assert.Equal(field, Assert.Single(Read(body).Faults).Field);

    [Theory]
    [InlineData("""{"input":"x","tools":[{"type":"web_search"},{"type":"function","name":"f"}]}""", "tools[0] (web_search)")]
    [InlineData("""{"input":"x","tools":[{"type":"code_interpreter","container":{"type":"auto"}}]}""", "tools[0] (code_interpreter)")]
    [InlineData("""{"input":"x","tools":[{"type":"function","name":"f"}],"tool_choice":{"type":"mcp"}}""", "tool_choice (mcp)")]
    [InlineData("""{"input":[{"type":"web_search_call","id":"ws_1"}]}""", "input[0] (web_search_call)")]
    [InlineData("""{"input":[{"type":"item_reference","id":"msg_1"}]}""", "input[0] (item_reference)")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_file","file_url":"u"}]}]}""", "input[0].content[0] (file_url)")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_video"}]}]}""", "input[0].content[0] (input_video)")]
    [InlineData("""{"input":[{"type":"function_call_output","call_id":"c","output":[{"type":"input_image","image_url":"u"}]}]}""", "input[0].output (more than text)")]
    public void What_no_chat_can_say_is_left_to_providers_of_the_format(string body, string place) =>
        Assert.Equal([place], Read(body).Request!.OnlyOriginal.ToArray());

    [Fact]
    public void Who_shares_an_account_with_others_refers_to_nothing_in_it()
    {
        var reading = ResponsesReader.Read("""{"input":[{"type":"item_reference","id":"msg_1"}]}"""u8.ToArray(), static _ => null, mayRefer: false);
        Assert.Equal("input[0]", Assert.Single(reading.Faults).Field);
    }

    [Fact]
    public void A_reference_to_a_thought_that_nobody_keeps_is_lost_as_the_thought_would_be()
    {
        var request = Read("""{"input":[{"role":"user","content":"x"},{"type":"item_reference","id":"rs_0123456789abcdef0123456789abcdef_0"}]}""").Request!;
        Assert.Equal(["input.reasoning"], request.Lost.ToArray());
        Assert.Empty(request.OnlyOriginal);
    }

    [Fact]
    public async Task The_token_limit_is_spelt_as_each_provider_likes_it()
    {
        var request = Read("""{"input":"x","max_output_tokens":9}""").Request!;

        foreach (var (profile, field) in ((string, string)[])[("openai", "max_completion_tokens"), ("openai-compatible", "max_tokens"), ("anthropic", "max_tokens")])
        {
            using var message = Targets.Adapter(profile).CreateChat(request, Targets.Of(profile, "m"), ParameterDefaults.None);
            Assert.Contains($"\"{field}\":9", await message.Content!.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static ChatReading Read(string body) => ResponsesReader.Read(Encoding.UTF8.GetBytes(body));
}
