using Router.FunctionalTests.Running;
using Simulation;
using TestKit.Polyglot;

namespace Router.FunctionalTests.Grpc;

/// <summary>Programs in other languages call the router; they check the answers themselves.</summary>
public sealed class PolyglotClientTests : IAsyncLifetime
{
    private ProviderSimulator _upstream = null!;
    private RouterUnderTest _router = null!;

    private string Address => _router.Channel.Target;

    public async Task InitializeAsync()
    {
        _upstream = await ProviderSimulator.StartAsync();
        _router = await RouterUnderTest.StartAsync(Catalogs.Of(_upstream.Address));
    }

    public async Task DisposeAsync()
    {
        await _router.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [NodeFact]
    public Task A_client_in_Node_is_served_by_every_kind_of_call() => WireClient.RunNodeAsync("--router", Address);

    [PythonFact]
    public Task A_client_in_Python_learns_the_methods_by_reflection_and_is_served()
    {
        // It resets the reflection stream when it knows enough, which the server logs as an error of the method.
        _router.Log.Expect(line => line.Message.Contains("ServerReflectionInfo", StringComparison.Ordinal) && line.Exception is IOException);
        return WireClient.RunPythonAsync("--router", Address);
    }
}
