using System.Text.Json;
using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.OpenAi;

/// <summary>Plain answers and lists of models.</summary>
public sealed class AnswerRules : WireTest
{
    [Fact]
    public async Task Rule_19_The_list_of_models_has_what_SDKs_read()
    {
        using var response = await Gateway.GetAsync("/v1/models");

        var list = await response.JsonAsync();
        Assert.Equal("list", list.TextOf("object"));
        Assert.NotEqual(0, list.GetProperty("data").GetArrayLength());
        Assert.All(list.GetProperty("data").EnumerateArray(), CheckModel);
        Assert.Contains(Gateway.Model, list.GetProperty("data").EnumerateArray().Select(model => model.TextOf("id")));
    }

    [Fact]
    public async Task Rule_19_A_model_is_found_whether_the_slashes_of_its_id_are_encoded_or_not()
    {
        foreach (var id in (string[])[Gateway.Model, Uri.EscapeDataString(Gateway.Model)])
        {
            using var response = await Gateway.GetAsync($"/v1/models/{id}");

            var model = await response.JsonAsync();
            CheckModel(model);
            Assert.Equal(Gateway.Model, model.TextOf("id"));
        }
    }

    [Fact]
    public async Task Rule_21_A_plain_answer_has_role_text_and_usage()
    {
        Gateway.Upstream.Replies(Reply.Text("Hello") with { Usage = new SimulatedUsage(Prompt: 11, Completion: 7) });

        using var response = await Gateway.ChatAsync();

        var answer = await response.JsonAsync();
        Assert.Equal("chat.completion", answer.TextOf("object"));
        var choice = Assert.Single(answer.GetProperty("choices").EnumerateArray());
        Assert.Equal(("assistant", "Hello", "stop"), (choice.GetProperty("message").TextOf("role"), choice.GetProperty("message").TextOf("content"), choice.TextOf("finish_reason")));
        Assert.Equal(18, answer.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Rule_21_The_arguments_of_a_tool_call_are_text_that_contains_JSON()
    {
        Gateway.Upstream.Replies(Reply.Tool("look_up", """{"word":"Grüße"}"""));

        using var response = await Gateway.ChatAsync(""","tools":[{"type":"function","function":{"name":"look_up","parameters":{"type":"object"}}}]""");

        var message = (await response.JsonAsync()).GetProperty("choices")[0].GetProperty("message");
        var call = Assert.Single(message.GetProperty("tool_calls").EnumerateArray());
        Assert.Equal(("function", "look_up"), (call.TextOf("type"), call.GetProperty("function").TextOf("name")));
        Assert.Equal("Grüße", JsonElement.Parse(call.GetProperty("function").TextOf("arguments")!).TextOf("word"));
    }

    private static void CheckModel(JsonElement model)
    {
        Assert.NotEmpty(model.TextOf("id")!);
        Assert.Equal("model", model.TextOf("object"));
        Assert.True(model.GetProperty("created").TryGetInt64(out _), "created is no whole number");
        Assert.NotNull(model.TextOf("owned_by"));
    }
}
