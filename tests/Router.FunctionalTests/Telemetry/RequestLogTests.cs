using Microsoft.Extensions.Logging;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Telemetry;

public sealed class RequestLogTests
{
    [Fact]
    public async Task A_failed_request_is_found_in_the_log_by_its_id_without_its_content()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Error(500, message: "provider-text"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostJsonAsync("""{"model":"fast","messages":[{"role":"user","content":"prompt-text"}]}""");
        await Eventually.Is(() => router.Log.Lines.Any(line => line.Event.Id == 501));

        var line = Assert.Single(router.Log.Lines, line => line.Event.Id == 501);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains(response.Header("x-request-id"), line.Message, StringComparison.Ordinal);
        Assert.Contains("alpha/sim-small", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(router.Log.Lines, any => any.Message.Contains("prompt-text", StringComparison.Ordinal));
        Assert.DoesNotContain(router.Log.Lines, any => any.Message.Contains("provider-text", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fallback_is_noted()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        await router.Http.ChatAsync();

        await Eventually.Is(() => router.Log.Lines.Any(line => line.Event.Id == 502 && line.Message.Contains("beta/sim-medium", StringComparison.Ordinal)));
    }
}
