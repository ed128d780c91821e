using Routing.Catalog;
using Routing.Health;

namespace Routing.Tests.Health;

public sealed class HealthSubjectTests
{
    [Theory]
    [InlineData("reach/openai")]
    [InlineData("chat/openrouter/moonshotai/kimi-k2")]
    [InlineData("embed/openai/text-embedding-3-small")]
    public void Reads_what_it_writes(string text)
    {
        Assert.True(HealthSubject.TryParse(text, out var subject));
        Assert.Equal(text, subject.Value.ToString());
    }

    [Fact]
    public void A_models_slashes_belong_to_the_model()
    {
        Assert.True(HealthSubject.TryParse("chat/openrouter/moonshotai/kimi-k2", out var subject));
        Assert.Equal(HealthSubject.Of(new DeploymentId(new ProviderId("openrouter"), "moonshotai/kimi-k2")), subject);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("reach/")]
    [InlineData("reach/openai/gpt-4o")]
    [InlineData("chat/openai")]
    [InlineData("paint/openai/dall-e")]
    public void Refuses_what_it_does_not_know(string? text)
    {
        Assert.False(HealthSubject.TryParse(text, out _));
    }
}
