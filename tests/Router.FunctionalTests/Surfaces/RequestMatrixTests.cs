using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Wire = Aspire.Routing.V1;

namespace Router.FunctionalTests.Surfaces;

/// <summary>
/// What callers can ask for, on each surface and of each family of providers, plain and streamed: the provider is told, or the answer
/// names in <c>x-routing-dropped</c> what it was not told. Nothing goes missing in silence.
/// </summary>
public sealed class RequestMatrixTests
{
    private const string Tool = """{"name":"marktool","description":"markdescription","SCHEMA":{"type":"object","properties":{"markproperty":{"type":"string"}}}}""";
    private const string Schema = """{"type":"object","properties":{"markschema":{"type":"string"}},"required":["markschema"],"additionalProperties":false}""";
    private const string Image = "iVBORw0KGgo=";

    private static readonly string ChatTool = $$"""{"type":"function","function":{{Tool.Replace("SCHEMA", "parameters", StringComparison.Ordinal)}}}""";
    private static readonly string MessageTool = Tool.Replace("SCHEMA", "input_schema", StringComparison.Ordinal);
    private static readonly string ResponseTool = $$"""{"type":"function",{{Tool.Replace("SCHEMA", "parameters", StringComparison.Ordinal)[1..]}}""";

    // What is asked, as members of the body; what of it the provider's request must hold, alternatives apart by bars; what names it otherwise.
    private sealed record Feature(string Members, string[] Told, params string[] Names);

    private static readonly Dictionary<string, Feature[]> Asked = new()
    {
        ["chat"] =
        [
            new($$"""{"tools":[{{ChatTool}}]}""", ["marktool", "markdescription", "markproperty"]),
            new($$"""{"tools":[{{ChatTool}}],"tool_choice":{"type":"function","function":{"name":"marktool"} } }""", ["\"tool_choice\"|allowedFunctionNames"], "tool_choice"),
            new($$"""{"tools":[{{ChatTool}}],"tool_choice":"required"}""", ["\"required\"|\"any\"|\"ANY\""], "tool_choice"),
            new($$"""{"tools":[{{ChatTool}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[]} } }""", ["allowed_tools"], "tool_choice"),
            new($$"""{"tools":[{{ChatTool}}],"parallel_tool_calls":false}""", ["\"parallel_tool_calls\":false|\"disable_parallel_tool_use\":true"], "parallel_tool_calls"),
            new("""{"tools":[{"type":"function","function":{"name":"t","strict":true} }]}""", ["\"strict\":true"], "tools.function.strict"),
            new("""{"tools":[{"type":"function","function":{"name":"t"},"cache_control":{"type":"markcaching"} }]}""", ["markcaching"], "tools.cache_control"),
            new($$"""{"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{{Schema}} } } }""", ["markschema"], "response_format"),
            new("""{"response_format":{"type":"json_object"} }""", ["json_object|application/json|\"format\":\"json\""], "response_format"),
            new($$"""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{Image}}"} }]}]}""", [Image]),
            new("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://images.example/mark.png"} }]}]}""", ["mark.png"], "messages.content.image_url"),
            new($$"""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,{{Image}}","detail":"high"} }]}]}""", ["\"detail\":\"high\""], "messages.content.image_url.detail"),
            new("""{"messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"markcaching"} }]}]}""", ["markcaching"], "messages.content.cache_control"),
            new("""{"messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"markfile"} }]}]}""", ["markfile"], "messages.content.file"),
            new("""{"reasoning_effort":"high"}""", ["\"reasoning_effort\":\"high\"|\"think\":\"high\""], "reasoning_effort"),
            new("""{"logprobs":true}""", ["\"logprobs\":true|\"responseLogprobs\":true"], "logprobs"),
            new("""{"logprobs":true,"top_logprobs":3}""", ["\"top_logprobs\":3|\"logprobs\":3"], "top_logprobs"),
            new("""{"stop":["markstop"]}""", ["markstop"], "stop"),
            new("""{"seed":424242}""", ["424242"], "seed"),
            new("""{"n":2}""", ["\"n\":2"], "n"),
            new("""{"max_tokens":777}""", ["777"]),
            new("""{"max_completion_tokens":777}""", ["777"]),
            new("""{"temperature":0.31}""", ["0.31"]),
            new("""{"temperature":1.31}""", ["1.31"], "temperature"),
            new("""{"top_p":0.61}""", ["0.61"]),
            new("""{"frequency_penalty":0.21}""", ["0.21"], "frequency_penalty"),
            new("""{"presence_penalty":0.22}""", ["0.22"], "presence_penalty"),
            new("""{"user":"markuser"}""", ["markuser"], "user"),
            new("""{"x_mark":{"a":"markunknown"} }""", ["markunknown"], "x_mark"),
            new("""{"messages":[{"role":"system","content":"marksystem"},{"role":"developer","content":"markdeveloper"},{"role":"user","content":"hi"}]}""", ["marksystem", "markdeveloper"]),
            new("""{"messages":[{"role":"user","name":"markname","content":"hi"}]}""", ["markname"], "messages.name"),
            new("""{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"a","reasoning_content":"markthought"},{"role":"user","content":"hi"}]}""", ["markthought"], "messages.reasoning_content"),
            new($$"""{"tools":[{{ChatTool}}],"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"marktool","arguments":"{\"a\":\"markargument\"}"} },{"id":"c2","type":"function","function":{"name":"marktool","arguments":"{}"} }]},{"role":"tool","tool_call_id":"c1","content":"markresult"},{"role":"tool","tool_call_id":"c2","content":[{"type":"text","text":"marksecond"}]}]}""", ["markargument", "markresult", "marksecond"]),
        ],
        ["completions"] =
        [
            new("""{"stop":"markstop"}""", ["markstop"], "stop"),
            new("""{"seed":424242}""", ["424242"], "seed"),
            new("""{"n":2}""", ["\"n\":2"], "n"),
            new("""{"logprobs":3}""", ["\"top_logprobs\":3|\"logprobs\":3"], "logprobs"),
            new("""{"max_tokens":777}""", ["777"]),
            new("""{"temperature":0.31,"top_p":0.61}""", ["0.31", "0.61"]),
            new("""{"frequency_penalty":0.21}""", ["0.21"], "frequency_penalty"),
            new("""{"user":"markuser"}""", ["markuser"], "user"),
            new("""{"x_mark":"markunknown"}""", ["markunknown"], "x_mark"),
        ],
        ["messages"] =
        [
            new($$"""{"tools":[{{MessageTool}}]}""", ["marktool", "markdescription", "markproperty"]),
            new($$"""{"tools":[{{MessageTool}}],"tool_choice":{"type":"tool","name":"marktool"} }""", ["\"tool_choice\"|allowedFunctionNames"], "tool_choice"),
            new($$"""{"tools":[{{MessageTool}}],"tool_choice":{"type":"any"} }""", ["\"required\"|\"any\"|\"ANY\""], "tool_choice"),
            new($$"""{"tools":[{{MessageTool}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true} }""", ["\"parallel_tool_calls\":false|\"disable_parallel_tool_use\":true"], "parallel_tool_calls"),
            new("""{"tools":[{"name":"t","input_schema":{"type":"object"},"strict":true}]}""", ["\"strict\":true"], "tools.function.strict"),
            new("""{"tools":[{"name":"t","input_schema":{"type":"object"},"input_examples":[{"a":"markexample"}]}]}""", ["markexample"], "tools.input_examples"),
            new("""{"tools":[{"type":"web_search_20250305","name":"web_search"}]}""", ["web_search_20250305"], "tools.web_search_20250305"),
            new($$"""{"output_config":{"format":{"type":"json_schema","schema":{{Schema}} } } }""", ["markschema"], "response_format"),
            new($$"""{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{Image}}"} }]}]}""", [Image]),
            new("""{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://images.example/mark.png"} }]}]}""", ["mark.png"], "messages.content.image_url"),
            new("""{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"markdocument"} },{"type":"text","text":"hi"}]}]}""", ["markdocument"]),
            new("""{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"markpdf="} },{"type":"text","text":"hi"}]}]}""", ["markpdf"], "messages.content.document"),
            new("""{"messages":[{"role":"user","content":[{"type":"document","citations":{"enabled":true},"source":{"type":"text","media_type":"text/plain","data":"d"} },{"type":"text","text":"hi"}]}]}""", ["citations"], "messages.content.citations"),
            new("""{"messages":[{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"} }]}]}""", ["ephemeral"], "cache_control"),
            new("""{"max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":8000} }""", ["8000|\"reasoning_effort\":\"medium\"|\"think\":\"medium\""], "reasoning_effort"),
            new("""{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"thinking","thinking":"markthought","signature":"sig"},{"type":"text","text":"a"}]},{"role":"user","content":"hi"}]}""", ["markthought"], "messages.content.thinking"),
            new("""{"stop_sequences":["markstop"]}""", ["markstop"], "stop"),
            new("""{"max_tokens":777}""", ["777"]),
            new("""{"temperature":0.31}""", ["0.31"]),
            new("""{"top_p":0.61}""", ["0.61"]),
            new("""{"top_k":41}""", ["\"top_k\":41"], "top_k"),
            new("""{"metadata":{"user_id":"markuser"} }""", ["markuser"], "metadata"),
            new("""{"system":[{"type":"text","text":"marksystem"}]}""", ["marksystem"]),
            new("""{"x_mark":"markunknown"}""", ["markunknown"], "x_mark"),
            new($$"""{"tools":[{{MessageTool}}],"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"marktool","input":{"a":"markargument"} }]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"markresult","is_error":true}]}]}""", ["markargument", "markresult"]),
            new($$"""{"tools":[{{MessageTool}}],"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"marktool","input":{} }]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","is_error":true,"content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{Image}}"} }]}]}]}""", ["is_error"], "messages.content.is_error"),
            new($$"""{"tools":[{{MessageTool}}],"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"marktool","input":{} }]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{Image}}"} }]}]}]}""", [Image]),
        ],
        ["responses"] =
        [
            new($$"""{"tools":[{{ResponseTool}}]}""", ["marktool", "markdescription", "markproperty"]),
            new($$"""{"tools":[{{ResponseTool}}],"tool_choice":{"type":"function","name":"marktool"} }""", ["\"tool_choice\"|allowedFunctionNames"], "tool_choice"),
            new($$"""{"tools":[{{ResponseTool}}],"parallel_tool_calls":false}""", ["\"parallel_tool_calls\":false|\"disable_parallel_tool_use\":true"], "parallel_tool_calls"),
            new($$"""{"text":{"format":{"type":"json_schema","name":"n","schema":{{Schema}} } } }""", ["markschema"], "response_format"),
            new("""{"text":{"verbosity":"low"} }""", ["\"verbosity\":\"low\""], "verbosity"),
            new($$"""{"input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,{{Image}}"}]}]}""", [Image]),
            new("""{"input":[{"role":"user","content":[{"type":"input_image","image_url":"https://images.example/mark.png","detail":"high"}]}]}""", ["mark.png"], "messages.content.image_url"),
            new($$"""{"input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,{{Image}}","detail":"high"}]}]}""", ["\"detail\":\"high\""], "messages.content.image_url.detail"),
            new("""{"reasoning":{"effort":"high"} }""", ["\"reasoning_effort\":\"high\"|\"think\":\"high\"|\"reasoning\":{\"effort\":\"high\""], "reasoning_effort"),
            new("""{"top_logprobs":3}""", ["\"top_logprobs\":3"], "top_logprobs"),
            new("""{"include":["message.output_text.logprobs"],"top_logprobs":3}""", ["\"top_logprobs\":3|\"logprobs\":3"], "top_logprobs"),
            new("""{"include":["reasoning.encrypted_content"]}""", ["encrypted_content"], "include"),
            new("""{"max_output_tokens":777}""", ["777"]),
            new("""{"temperature":0.31,"top_p":0.61}""", ["0.31", "0.61"]),
            new("""{"instructions":"marksystem"}""", ["marksystem"]),
            new("""{"user":"markuser"}""", ["markuser"], "user"),
            new("""{"truncation":"auto"}""", ["truncation"], "truncation"),
            new("""{"x_mark":"markunknown"}""", ["markunknown"], "x_mark"),
            new("""{"input":[{"role":"user","content":"hi"},{"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"markthought"}]},{"role":"assistant","content":[{"type":"output_text","text":"a"}]},{"role":"user","content":"hi"}]}""", ["markthought"], "input.reasoning"),
            new($$"""{"tools":[{{ResponseTool}}],"input":[{"role":"user","content":"hi"},{"type":"function_call","call_id":"c1","name":"marktool","arguments":"{\"a\":\"markargument\"}"},{"type":"function_call_output","call_id":"c1","output":"markresult"}]}""", ["markargument", "markresult"]),
        ],
        ["ollama"] =
        [
            new($$"""{"tools":[{{ChatTool}}]}""", ["marktool", "markdescription", "markproperty"]),
            new($$"""{"format":{{Schema}} }""", ["markschema"], "response_format"),
            new("""{"format":"json"}""", ["json_object|application/json|\"format\":\"json\""], "response_format"),
            new("""{"format":"markformat"}""", ["markformat"], "format"),
            new($$"""{"messages":[{"role":"user","content":"see","images":["{{Image}}"]}]}""", [Image]),
            new("""{"think":"high"}""", ["\"reasoning_effort\":\"high\"|\"think\":\"high\""], "reasoning_effort"),
            new("""{"options":{"stop":["markstop"],"seed":424242,"num_predict":777,"temperature":0.31,"top_p":0.61} }""", ["markstop", "777", "0.31", "0.61"]),
            new("""{"options":{"seed":424242} }""", ["424242"], "seed"),
            new("""{"options":{"frequency_penalty":0.21} }""", ["0.21"], "frequency_penalty"),
            new("""{"options":{"top_k":41} }""", ["\"top_k\":41"], "options.top_k"),
            new("""{"keep_alive":"9m"}""", ["9m"], "keep_alive"),
            new("""{"logprobs":true,"top_logprobs":3}""", ["\"logprobs\":true|\"responseLogprobs\":true", "\"top_logprobs\":3|\"logprobs\":3"], "logprobs"),
            new("""{"x_mark":"markunknown"}""", ["markunknown"], "x_mark"),
            new("""{"messages":[{"role":"system","content":"marksystem"},{"role":"user","content":"hi"},{"role":"assistant","content":"a","thinking":"markthought"},{"role":"user","content":"hi"}]}""", ["marksystem"]),
            new("""{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"a","thinking":"markthought"},{"role":"user","content":"hi"}]}""", ["markthought"], "messages.thinking"),
            new($$"""{"tools":[{{ChatTool}}],"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"","tool_calls":[{"function":{"name":"marktool","arguments":{"a":"markargument"} } }]},{"role":"tool","tool_name":"marktool","content":"markresult"}]}""", ["markargument", "markresult"]),
        ],
        ["generate"] =
        [
            new($$"""{"format":{{Schema}} }""", ["markschema"], "response_format"),
            new($$"""{"images":["{{Image}}"]}""", [Image]),
            new("""{"think":"high"}""", ["\"reasoning_effort\":\"high\"|\"think\":\"high\""], "reasoning_effort"),
            new("""{"system":"marksystem"}""", ["marksystem"]),
            new("""{"options":{"stop":["markstop"],"num_predict":777,"temperature":0.31} }""", ["markstop", "777", "0.31"]),
            new("""{"options":{"top_k":41} }""", ["\"top_k\":41"], "options.top_k"),
            new("""{"logprobs":true,"top_logprobs":3}""", ["\"logprobs\":true|\"responseLogprobs\":true", "\"top_logprobs\":3|\"logprobs\":3"], "logprobs"),
            new("""{"template":"marktemplate"}""", ["marktemplate"], "template"),
            new("""{"context":[1,2]}""", ["\"context\""], "context"),
            new("""{"keep_alive":"9m"}""", ["9m"], "keep_alive"),
            new("""{"x_mark":"markunknown"}""", ["markunknown"], "x_mark"),
        ],
    };

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var surface in Surface.All)
            {
                foreach (var profile in (string[])["openai-compatible", "openai", "anthropic", "gemini", "ollama"])
                {
                    data.Add(surface, profile);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_is_asked_reaches_the_provider_or_is_named(string surface, string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream.Address, profile));
        var missing = new List<string>();
        foreach (var stream in new[] { false, true })
        {
            if (surface == "grpc")
            {
                await AskGrpcAsync(router, upstream, stream, missing);
                continue;
            }

            var (path, body) = Surface.Request(surface, stream);
            foreach (var feature in Asked[surface])
            {
                var asked = JsonNode.Parse(body)!.AsObject();
                foreach (var (name, value) in JsonNode.Parse(feature.Members)!.AsObject())
                {
                    asked[name] = value?.DeepClone();
                }

                using var response = await router.Http.PostToAsync(path, asked.ToJsonString());
                var answer = await response.Content.ReadAsStringAsync();
                if (!response.IsSuccessStatusCode)
                {
                    missing.Add($"{feature.Members}: {answer}");
                    continue;
                }

                Check(feature, upstream, response.Headers.TryGetValues("x-routing-dropped", out var values) ? values.Single() : "", missing);
            }
        }

        Assert.Empty(missing);
    }

    private static void Check(Feature feature, ProviderSimulator upstream, string dropped, List<string> missing)
    {
        var sent = upstream.Requests[^1].Body;
        var isTold = feature.Told.All(marks => marks.Split('|').Any(mark => sent.Contains(mark, StringComparison.Ordinal)));
        if (!isTold && !dropped.Split(", ").Any(feature.Names.Contains))
        {
            missing.Add($"{feature.Members} became {sent}, dropped: {dropped}");
        }
    }

    private static async Task AskGrpcAsync(RouterUnderTest router, ProviderSimulator upstream, bool stream, List<string> missing)
    {
        var conversation = new Wire.Conversation
        {
            Messages =
            {
                new Wire.Message { Role = "system", Content = { Text("marksystem") } },
                new Wire.Message { Role = "user", Name = "markname", Content = { Text("hi"), new Wire.ContentPart { ImageUrl = $"data:image/png;base64,{Image}" } } },
                new Wire.Message { Role = "assistant", ToolCalls = { new Wire.ToolCall { Id = "c1", Name = "marktool", Arguments = """{"a":"markargument"}""" } } },
                new Wire.Message { Role = "tool", ToolCallId = "c1", Content = { Text("markresult") } },
            },
            Tools = { new Wire.Tool { Name = "marktool", Description = "markdescription", Strict = true, Parameters = Struct.Parser.ParseJson("""{"type":"object","properties":{"markproperty":{"type":"string"}}}""") } },
            ToolChoice = "required",
            Parameters = new()
            {
                MaxTokens = 777,
                Temperature = 0.31,
                TopP = 0.61,
                Seed = 424242,
                Stop = { "markstop" },
                FrequencyPenalty = 0.21,
                PresencePenalty = 0.22,
                ParallelToolCalls = false,
                ReasoningEffort = "high",
                N = 2,
                Logprobs = true,
                TopLogprobs = 3,
            },
            ResponseFormat = new() { Type = "json_schema", Name = "n", Schema = Struct.Parser.ParseJson(Schema) },
        };
        string dropped;
        if (stream)
        {
            using var call = router.Client().ChatStream(new() { Model = "fast", Conversation = conversation });
            dropped = (await call.ResponseHeadersAsync).GetValue("x-routing-dropped") ?? "";
            while (await call.ResponseStream.MoveNext(default))
            {
                // To its end.
            }
        }
        else
        {
            using var call = router.Client().ChatAsync(new() { Model = "fast", Conversation = conversation });
            await call.ResponseAsync;
            dropped = call.GetTrailers().GetValue("x-routing-dropped") ?? "";
        }

        foreach (var feature in new Feature[]
        {
            new("everything", ["marksystem", Image, "marktool", "markargument", "markresult", "markdescription", "markproperty", "777", "0.31", "0.61", "markstop"]),
            new("name", ["markname"], "messages.name"),
            new("strict", ["\"strict\":true"], "tools.function.strict"),
            new("seed", ["424242"], "seed"),
            new("frequency", ["0.21"], "frequency_penalty"),
            new("presence", ["0.22"], "presence_penalty"),
            new("parallel", ["\"parallel_tool_calls\":false|\"disable_parallel_tool_use\":true"], "parallel_tool_calls"),
            new("effort", ["\"reasoning_effort\":\"high\"|\"think\":\"high\""], "reasoning_effort"),
            new("n", ["\"n\":2"], "n"),
            new("likelihoods", ["\"logprobs\":true|\"responseLogprobs\":true", "\"top_logprobs\":3|\"logprobs\":3"], "logprobs"),
            new("choice", ["\"required\"|\"any\"|\"ANY\""], "tool_choice"),
            new("schema", ["markschema"], "response_format"),
        })
        {
            Check(feature, upstream, dropped, missing);
        }

        static Wire.ContentPart Text(string text) => new() { Text = text };
    }

    private static CatalogSnapshot CatalogOf(Uri address, string profile)
    {
        var snapshot = Catalogs.Of(new(address, profile switch { "ollama" => "/", "gemini" => "/v1beta", _ => "/v1" }), profile);
        return snapshot with
        {
            Deployments = [snapshot.Deployments[0] with { Capabilities = System.Enum.GetValues<Capabilities>().Aggregate((all, one) => all | one) & ~Capabilities.Embeddings }],
        };
    }
}
