using System.Text;
using System.Text.Json;
using Providers.OpenAi;

namespace Providers.Tests.OpenAi;

public class OpenAiBodyEditsTests
{
    private static readonly ParameterDefaults TierDefaults = new(4096, 700);

    [Fact]
    public async Task Changes_the_model_and_nothing_else()
    {
        const string Body = "{ \"temperature\" : 1.50e0,\t\"x\":[1.0, 1E5, -0],\"model\" : \"auto\" ,\n \"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9 é 😀\",\"model\":\"inner\"}], \"metadata\":{\"model\":\"kept\"}} ";
        Assert.Equal(Body.Replace("\"auto\"", "\"gpt-x\"", StringComparison.Ordinal), await Send(Body, "openai-compatible"));
    }

    [Fact]
    public async Task Finds_an_escaped_key_and_every_repetition_of_it()
    {
        const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
        Assert.Equal(
            $"{{\"mod\\u0065l\":\"gpt-x\",{Messages},\"\\u006dodel\":\"gpt-x\",\"model\":\"gpt-x\"}}",
            await Send($"{{\"mod\\u0065l\":\"a\",{Messages},\"\\u006dodel\":\"b\",\"model\":null}}", "openai-compatible"));
    }

    [Theory]
    [InlineData("openai", "developer")]
    [InlineData("openai-compatible", "system")]
    [InlineData("mistral", "system")]
    public async Task Says_system_where_developer_is_not_known(string profile, string role)
    {
        const string Body = """{"model":"gpt-x","messages":[ {"content":"be \"developer\"", "role" : "developer"},{"role":"user","content":"hi"},{"role":"d\u0065veloper","content":"x"}]}""";
        var expected = role == "developer" ? Body : Body.Replace("\"role\" : \"developer\"", "\"role\" : \"system\"", StringComparison.Ordinal).Replace("\"d\\u0065veloper\"", "\"system\"", StringComparison.Ordinal);
        Assert.Equal(expected, await Send(Body, profile));
    }

    [Fact]
    public async Task Adds_the_model_where_the_caller_named_none() => Assert.Equal(
        "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
        await Send("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", "openai-compatible"));

    [Theory]
    [InlineData("", "\"stream_options\":{\"include_usage\":true},", "")]
    [InlineData(",\"stream_options\":{ }", "", ",\"stream_options\":{\"include_usage\":true }")]
    [InlineData(",\"stream_options\":null", "", ",\"stream_options\":{\"include_usage\":true}")]
    [InlineData(",\"stream_options\":{\"a\":1}", "", ",\"stream_options\":{\"include_usage\":true,\"a\":1}")]
    [InlineData(",\"stream_options\":{\"include_usage\":false,\"a\":1}", "", ",\"stream_options\":{\"include_usage\":true,\"a\":1}")]
    [InlineData(",\"stream_options\":{\"include_usage\":null}", "", ",\"stream_options\":{\"include_usage\":true}")]
    [InlineData(",\"stream_options\":{\"include_usage\":true}", "", ",\"stream_options\":{\"include_usage\":true}")]
    public async Task Asks_for_usage_in_every_stream(string given, string front, string sent)
    {
        const string Rest = "\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true";
        Assert.Equal($"{{{front}{Rest}{sent}}}", await Send($"{{{Rest}{given}}}", "openai"));
    }

    [Fact]
    public async Task Leaves_stream_options_out_where_the_provider_refuses_them() => Assert.Equal(
        "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}",
        await Send(
            "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
            "mistral"));

    [Theory]
    [InlineData("{\"routing\":{},\"model\":\"a\",M}", "{\"model\":\"gpt-x\",M}")]
    [InlineData("{\"model\":\"a\", \"routing\":{\"agent_id\":\"x\"} , M}", "{\"model\":\"gpt-x\", M}")]
    [InlineData("{\"model\":\"a\",M , \"routing\":null }", "{\"model\":\"gpt-x\",M }")]
    [InlineData("{\"routing\":{},M,\"routing\":{},\"routing\":{},\"model\":\"a\",\"routing\":{},\"routing\":{}}", "{M,\"model\":\"gpt-x\"}")]
    public async Task Keeps_our_own_member_to_ourselves(string given, string sent)
    {
        const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
        Assert.Equal(
            sent.Replace("M", Messages, StringComparison.Ordinal),
            await Send(given.Replace("M", Messages, StringComparison.Ordinal), "openai-compatible"));
    }

    [Theory]
    [InlineData("openai", "", "{\"max_completion_tokens\":4096,\"temperature\":0.7,*}")]
    [InlineData("kimi", "", "{\"max_tokens\":4096,\"temperature\":0.7,*}")]
    [InlineData("kimi", ",\"max_tokens\":5", "{\"temperature\":0.7,*,\"max_tokens\":5}")]
    [InlineData("kimi", ",\"max_completion_tokens\":5,\"temperature\":0", "{*,\"max_completion_tokens\":5,\"temperature\":0}")]
    [InlineData("kimi", ",\"max_tokens\":null,\"temperature\":null", "{*,\"max_tokens\":4096,\"temperature\":0.7}")]
    public async Task Fills_in_defaults_only_where_the_caller_said_nothing(string profile, string given, string sent)
    {
        const string Rest = "\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
        Assert.Equal(sent.Replace("*", Rest, StringComparison.Ordinal), await Send($"{{{Rest}{given}}}", profile, TierDefaults));
    }

    [Fact]
    public async Task Adds_no_parameter_that_the_deployment_refuses() => Assert.Equal(
        "{\"max_completion_tokens\":4096,\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
        await Send("{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", "openai", TierDefaults, "max_tokens", "temperature"));

    [Fact]
    public async Task Leaves_out_what_a_model_that_the_router_chose_would_refuse()
    {
        const string Body = "{\"top_p\":1,\"model\":\"a\",\"temperature\":0.5, \"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":5,\"temperature\":0.6}";
        using var chosen = Build(Body, "openai", ParameterDefaults.None with { RouterChose = true }, ["temperature", "top_p", "max_tokens"]);
        Assert.Equal(
            "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_completion_tokens\":5}",
            await chosen.Content!.ReadAsStringAsync());
        Assert.Equal(["top_p", "temperature"], DroppedFields.Of(chosen));

        using var named = Build(Body, "openai", ParameterDefaults.None, ["temperature", "top_p"]);
        Assert.Equal(Body.Replace("\"a\"", "\"gpt-x\"", StringComparison.Ordinal), await named.Content!.ReadAsStringAsync());
        Assert.Empty(DroppedFields.Of(named));
    }

    [Theory]
    [InlineData("openai", "max_tokens", "max_tokens", "max_completion_tokens")]
    [InlineData("openai", "max_tokens", null, "max_tokens")]
    [InlineData("mistral", "max_completion_tokens", null, "max_tokens")]
    [InlineData("groq", "max_tokens", null, "max_tokens")]
    public async Task Spells_the_token_limit_so_that_the_upstream_obeys_it(string profile, string given, string? refused, string sent) =>
        Assert.Equal(
            $"{{\"model\":\"gpt-x\",\"{sent}\":7,\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}",
            await Send(
                $"{{\"model\":\"a\",\"{given}\":7,\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}",
                profile,
                refused: refused is null ? [] : [refused]));

    [Fact]
    public async Task States_its_length_and_type()
    {
        using var message = Build("{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]}", "openai", ParameterDefaults.None, []);
        Assert.IsType<SharedHeadRequest>(message).WriteHeaders();
        var bytes = await message.Content!.ReadAsByteArrayAsync();
        Assert.Equal(bytes.Length, message.Content.Headers.ContentLength);
        Assert.Equal("application/json", message.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Sends_the_same_again_for_a_second_attempt()
    {
        var reading = OpenAiChatReader.Read("{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"u8.ToArray());
        foreach (var model in (string[])["m/1", "m\"2"])
        {
            using var message = Targets.Adapter("kimi").CreateChat(reading.Request!, Targets.Of("kimi", model), ParameterDefaults.None);
            using var sent = JsonDocument.Parse(await message.Content!.ReadAsByteArrayAsync());
            Assert.Equal(model, sent.RootElement.GetProperty("model").GetString());
        }
    }

    private static async Task<string> Send(string body, string profile, ParameterDefaults? defaults = null, params string[] refused)
    {
        using var message = Build(body, profile, defaults ?? ParameterDefaults.None, refused);
        var sent = Encoding.UTF8.GetString(await message.Content!.ReadAsByteArrayAsync());
        using var _ = JsonDocument.Parse(sent);
        return sent;
    }

    private static HttpRequestMessage Build(string body, string profile, ParameterDefaults defaults, string[] refused)
    {
        var reading = OpenAiChatReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.Empty(reading.Faults);
        return Targets.Adapter(profile).CreateChat(reading.Request!, Targets.Of(profile, "gpt-x", refused), defaults);
    }
}
