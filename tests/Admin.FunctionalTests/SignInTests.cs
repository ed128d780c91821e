using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TestKit;

namespace Admin.FunctionalTests;

public sealed class SignInTests
{
    private static readonly (string, string)[] OffLoopback = [("urls", "http://0.0.0.0:0"), ("ServiceKey", "s3cret")];

    [Fact]
    public async Task On_loopback_the_console_is_open()
    {
        await using var console = await Console.StartAsync(("ServiceKey", "s3cret"));

        Assert.Equal(HttpStatusCode.OK, (await console.Client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Off_loopback_it_does_not_start_without_a_key()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Console.StartAsync(("urls", "http://0.0.0.0:0")));

        Assert.Contains("Set ServiceKey", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_open_on_loopback_and_have_a_key_of_their_own_elsewhere()
    {
        await using var local = await Console.StartAsync(("ServiceKey", "s3cret"));
        await using var open = await Console.StartAsync([.. OffLoopback, ("MetricsKey", "scrape")]);
        using var refused = await open.Client.GetAsync("/metrics");
        open.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "scrape");

        Assert.Contains(MetricsText.Parse(await local.Client.GetStringAsync("/metrics")).Samples, sample => sample.Name.StartsWith("dotnet_", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.NotEmpty(MetricsText.Parse(await open.Client.GetStringAsync("/metrics")).Samples);
    }

    [Theory]
    [InlineData("admin:s3cret", HttpStatusCode.OK)]
    [InlineData(":s3cret", HttpStatusCode.OK)]
    [InlineData("admin:wrong", HttpStatusCode.Unauthorized)]
    [InlineData("s3cret:", HttpStatusCode.Unauthorized)]
    public async Task Off_loopback_the_password_is_the_key(string nameAndPassword, HttpStatusCode expected)
    {
        await using var console = await Console.StartAsync(OffLoopback);
        console.Client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(nameAndPassword)));

        Assert.Equal(expected, (await console.Client.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic %%%")]
    [InlineData("Basic")]
    [InlineData("Bearer s3cret")]
    public async Task Off_loopback_a_browser_without_the_key_is_asked_for_it(string? authorization)
    {
        await using var console = await Console.StartAsync(OffLoopback);
        if (authorization is not null)
        {
            console.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        }

        using var answer = await console.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith("Basic", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        await using var console = await Console.StartAsync(OffLoopback);

        Assert.Equal(HttpStatusCode.OK, (await console.Client.GetAsync("/health")).StatusCode);
    }
}
