using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.Sdks;

/// <summary>The official Anthropic SDK for .NET as a caller.</summary>
public sealed class AnthropicDotnetTests : WireTest
{
    [Fact]
    public async Task Nuget_Anthropic_reads_a_plain_answer()
    {
        Gateway.Upstream.Replies(Reply.Text("Hello") with { Usage = new SimulatedUsage(Prompt: 11, Completion: 7) });

        var message = await Client().Messages.Create(Request());

        Assert.True(Assert.Single(message.Content).TryPickText(out var text));
        Assert.Equal("Hello", text.Text);
        Assert.Equal((11, 7), (message.Usage.InputTokens, message.Usage.OutputTokens));
    }

    [Fact]
    public async Task Nuget_Anthropic_reads_a_streamed_answer_and_tool_call()
    {
        Gateway.Upstream.Replies(Reply.Tool("look_up", """{"word":"Grüße"}""") with { Chunks = ["Let me ", "see."] });
        var (text, input, stopped) = ("", "", 0);

        await foreach (var one in Client().Messages.CreateStreaming(Request()))
        {
            if (one.TryPickContentBlockDelta(out var block))
            {
                text += block.Delta.TryPickText(out var more) ? more.Text : "";
                input += block.Delta.TryPickInputJson(out var json) ? json.PartialJson : "";
            }

            stopped += one.TryPickStop(out _) ? 1 : 0;
        }

        Assert.Equal(("Let me see.", """{"word":"Grüße"}""", 1), (text, input, stopped));
    }

    [Fact]
    public async Task Nuget_Anthropic_lists_models_and_counts_tokens()
    {
        var models = await Client().Models.List();
        var tokens = await Client().Messages.CountTokens(new() { Model = Gateway.Model, Messages = Request().Messages.ToList() });

        Assert.Contains(Gateway.Model, models.Items.Select(model => model.ID));
        Assert.True(tokens.InputTokens > 0);
    }

    [Fact]
    public async Task Nuget_Anthropic_throws_what_a_wrong_request_is_to_it()
    {
        Gateway.Upstream.Replies(Reply.Error(400, message: "too odd"));

        var error = await Assert.ThrowsAsync<AnthropicBadRequestException>(() => Client().Messages.Create(Request()));

        Assert.Contains("too odd", error.Message, StringComparison.Ordinal);
    }

    private AnthropicClient Client()
    {
        var http = new HttpClient();
        foreach (var (name, value) in Gateway.Headers)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return new() { BaseUrl = Gateway.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), ApiKey = Gateway.Key, HttpClient = http };
    }

    private MessageCreateParams Request() => new()
    {
        Model = Gateway.Model,
        MaxTokens = 200,
        Messages = [new UserMessageParam("Say hello.")],
        Tools = [new Tool { Name = "look_up", InputSchema = new InputSchema() }],
    };
}
