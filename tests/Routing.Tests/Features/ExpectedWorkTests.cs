using Routing.Features;

namespace Routing.Tests.Features;

public class ExpectedWorkTests
{
    private static readonly RequestFeatures Long = new() { EstimatedInputTokens = 2_000 };

    [Theory]
    [InlineData(Intents.Extract, 200)]
    [InlineData(Intents.Summarize, 400)]
    [InlineData(Intents.Generate, 1_000)]
    [InlineData(Intents.Transform, 2_000)]
    [InlineData(Intents.Conditional, 16)]
    [InlineData(Intents.Other, 500)]
    [InlineData(null, 500)]
    public void The_intent_says_how_long_an_answer_gets(string? intent, int tokens) =>
        Assert.Equal(tokens, ExpectedWork.OutputTokens(Long, intent));

    [Fact]
    public void Nothing_longer_than_the_caller_accepts_is_expected() =>
        Assert.Equal(50, ExpectedWork.OutputTokens(Long with { MaxOutputTokens = 50 }, Intents.Generate));

    [Theory]
    [InlineData("Translate into German: the train leaves at noon.", 2_000)]
    [InlineData("Hello, how are you today?", 150)]
    public void Without_an_intent_the_prompt_says(string prompt, int tokens) =>
        Assert.Equal(tokens, ExpectedWork.OutputTokens(Long with { Prompt = PromptClassifier.Estimate(prompt) }, null));

    [Theory]
    [InlineData(Intents.Extract, PromptCapability.Extraction)]
    [InlineData(Intents.Summarize, PromptCapability.Extraction)]
    [InlineData(Intents.Generate, PromptCapability.Creative)]
    [InlineData(Intents.Transform, PromptCapability.Translation)]
    [InlineData(Intents.Conditional, PromptCapability.Logical)]
    public void An_intent_speaks_for_a_capability_and_takes_from_none(string intent, PromptCapability capability)
    {
        var features = new RequestFeatures { Prompt = PromptClassifier.Estimate("Take the list below and do it.") };
        var plain = ExpectedWork.Capabilities(features, null);
        var raised = ExpectedWork.Capabilities(features, intent);

        Assert.True(raised[capability] > plain[capability]);
        Assert.InRange(raised[capability], 0, 1_000);
        Assert.All(Enum.GetValues<PromptCapability>().Where(other => other != capability), other => Assert.Equal(plain[other], raised[other]));
    }

    [Fact]
    public void Other_speaks_for_none() =>
        Assert.Equal(default, ExpectedWork.Capabilities(new(), Intents.Other));
}
