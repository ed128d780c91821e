using Routing.Catalog;
using Routing.Features;
using Routing.Money.Budgets;

namespace Routing.Tests.Money.Budgets;

public class RequestBoundTests
{
    private static readonly Deployment Deployment = new() { Id = new(new("p"), "m") };

    [Fact]
    public void A_prompt_has_no_more_tokens_than_bytes_and_what_is_put_around_it()
    {
        var bound = InputBound.Of(new PromptSizes(400, 1_200, 0, 3, 0), bodyBytes: 1_500, tools: 0, unmeasured: false).Within(0);

        Assert.InRange(bound, 1_500, 2_000);
    }

    [Fact]
    public void A_prompt_is_never_longer_than_the_context_window() =>
        Assert.Equal(1_000, InputBound.Of(new PromptSizes(4_000, 4_000, 0, 1, 0), 4_200, 0, unmeasured: false).Within(1_000));

    [Fact]
    public void Texts_to_embed_have_the_window_each() =>
        Assert.True(InputBound.Of(new PromptSizes(4_000, 4_000, 0, 8, 0), 4_200, 0, unmeasured: false, severalPrompts: true).Within(1_000) >= 4_000);

    [Fact]
    public void Files_and_sound_are_bounded_by_the_window_alone() =>
        Assert.Equal(128_000, InputBound.Of(new PromptSizes(10, 10, 0, 1, 0), 100, 0, unmeasured: true).Within(128_000));

    [Fact]
    public void The_bytes_of_an_image_are_no_text() =>
        Assert.InRange(InputBound.Of(new PromptSizes(10, 10, 0, 1, 1), 4_000_000, 0, unmeasured: false).Within(0), 50_000, 51_000);

    [Fact]
    public void What_the_caller_asks_for_bounds_each_answer()
    {
        var bound = AnswerBound.Of(new() { MaxOutputTokens = 100, AnswerCount = 3 }, tierLimit: 4_096, Deployment);

        Assert.Equal(300, bound.AllTokens);
        Assert.False(bound.MayShrink);
    }

    [Fact]
    public void The_tier_and_then_the_deployment_bound_what_the_caller_leaves_open()
    {
        Assert.Equal(4_096, AnswerBound.Of(new(), 4_096, Deployment with { MaxOutputTokens = 8_000 }).Tokens);
        Assert.Equal(8_000, AnswerBound.Of(new(), null, Deployment with { MaxOutputTokens = 8_000 }).Tokens);
        Assert.False(AnswerBound.Of(new(), null, Deployment with { MaxOutputTokens = 8_000 }).NeedsLimit);
    }

    [Fact]
    public void A_bound_that_nobody_keeps_must_be_sent()
    {
        var open = AnswerBound.Of(new(), null, Deployment);

        Assert.True(open.NeedsLimit);
        Assert.True(AnswerBound.Of(new(), null, Deployment with { MaxOutputTokens = 8_000 }).CutTo(500).NeedsLimit);
        Assert.Equal(500, open.CutTo(500).Tokens);
        Assert.Equal(open, open.CutTo(int.MaxValue));
    }

    [Fact]
    public void Embeddings_answer_without_tokens() =>
        Assert.Equal(0, AnswerBound.Of(new() { RequiredCapabilities = Capabilities.Embeddings }, 4_096, Deployment with { MaxOutputTokens = 9 }).AllTokens);
}
