using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit.Polyglot;

namespace Router.FunctionalTests.Clients;

/// <summary>The samples with generated stubs, run as they stand.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private ProviderSimulator _upstream = null!;
    private RouterUnderTest _router = null!;

    public async Task InitializeAsync()
    {
        _upstream = await ProviderSimulator.StartAsync();
        _upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(7, 2) });
        _router = await RouterUnderTest.StartAsync(Catalogs.Of(_upstream.Address));
    }

    public async Task DisposeAsync()
    {
        await _router.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [NodeFact]
    public async Task The_sample_in_Node_prints_the_answer() =>
        Shows(await ClientSample.RunNodeAsync("--router", _router.Channel.Target, "--model", "fast", "Say hello."));

    [PythonFact]
    public async Task The_sample_in_Python_prints_the_answer() =>
        Shows(await ClientSample.RunPythonAsync("--router", _router.Channel.Target, "--model", "fast", "Say hello."));

    private static void Shows(string written)
    {
        Assert.Contains("Hello\n7 + 2 tokens", written, StringComparison.Ordinal);
        Assert.Contains("sim-small, since ", written, StringComparison.Ordinal);
    }
}
