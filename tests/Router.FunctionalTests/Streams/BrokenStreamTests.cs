using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Streams;

public sealed class BrokenStreamTests
{
    public static TheoryData<string> Faults() => [.. Scripts.Keys];

    private static readonly Dictionary<string, Reply> Scripts = new()
    {
        ["cut"] = Reply.CutAfter("Hel"),
        ["end early"] = Reply.EndEarlyAfter("Hel"),
        ["error event"] = Reply.ErrorEventAfter("Hel"),
        ["malformed"] = Reply.MalformedAfter("Hel"),
        ["silence"] = Reply.HangAfter("Hel"),
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_answer_that_breaks_off_ends_with_an_error_and_no_pretence(string fault)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Scripts[fault]);
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(first.Address, second.Address), Scripts[fault].Fault is ReplyFault.Hang ? ["--Router:Timeouts:Idle=00:00:04"] : []);

        var response = await router.Http.StreamAsync();
        var stream = await EventStream.ReadAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Hel", stream.Text);
        Assert.Null(stream.FinishReason);
        Assert.DoesNotContain("[DONE]", stream.Events);
        Assert.NotNull(stream.Error);
        Assert.Equal("stream_interrupted", stream.Error.Value.GetProperty("code").GetString());
        Assert.Contains("alpha/sim-small", stream.Error.Value.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, second.Counters.Requests);
    }
}
