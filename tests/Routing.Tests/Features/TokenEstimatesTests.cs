using Routing.Catalog;
using Routing.Features;

namespace Routing.Tests.Features;

public class TokenEstimatesTests
{
    private static readonly RequestFeatures English = new() { PromptCharacters = 4_000, PromptBytes = 4_000, MessageCount = 1 };
    private static readonly RequestFeatures Chinese = new() { PromptCharacters = 1_000, PromptBytes = 3_000, MessageCount = 1 };

    [Theory]
    [InlineData(TokenFamily.OpenAi, 1_004)]
    [InlineData(TokenFamily.Gemini, 1_004)]
    [InlineData(TokenFamily.Claude, 1_148)]
    [InlineData(TokenFamily.DeepSeek, 1_204)]
    [InlineData(TokenFamily.Unknown, 1_004)]
    public void English_takes_what_the_makers_say(TokenFamily family, int tokens) => Assert.Equal(tokens, TokenEstimates.InputTokens(English, family));

    [Theory]
    [InlineData(TokenFamily.DeepSeek, 604)]
    [InlineData(TokenFamily.Qwen, 610)]
    [InlineData(TokenFamily.Unknown, 754)]
    public void Chinese_takes_what_the_makers_say(TokenFamily family, int tokens) => Assert.Equal(tokens, TokenEstimates.InputTokens(Chinese, family));

    [Fact]
    public void Tools_and_images_count()
    {
        var more = English with { ToolBytes = 400, ImageCount = 2 };

        Assert.Equal(1_004 + 100 + (2 * 258), TokenEstimates.InputTokens(more, TokenFamily.Gemini));
    }

    [Fact]
    public void A_number_given_without_sizes_is_taken_as_it_is() =>
        Assert.Equal(777, TokenEstimates.InputTokens(new RequestFeatures { EstimatedInputTokens = 777 }, TokenFamily.Claude));

    [Fact]
    public void The_largest_prompt_does_not_overflow() => Assert.Equal(
        int.MaxValue,
        TokenEstimates.InputTokens(
            new PromptSizes(int.MaxValue, int.MaxValue, 0, int.MaxValue, int.MaxValue), TokenFamily.Claude));

    [Theory]
    [InlineData("gpt-4o-mini", TokenFamily.OpenAi)]
    [InlineData("anthropic/claude-3-haiku-20240307", TokenFamily.Claude)]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct", TokenFamily.Llama)]
    [InlineData("deepseek-r1-distill-llama-70b", TokenFamily.Llama)]
    [InlineData("kimi-k2-0905-preview", TokenFamily.Kimi)]
    [InlineData("sim-small", TokenFamily.Unknown)]
    public void A_name_tells_the_family(string model, TokenFamily family)
    {
        Assert.Equal(family, TokenFamilies.Of(model));
        Assert.Equal(family, new Deployment { Id = new(new("p"), model) }.TokenFamily);
    }
}
