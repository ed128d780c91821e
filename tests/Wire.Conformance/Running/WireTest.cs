namespace Wire.Conformance.Running;

/// <summary>
/// Checks of one surface. Each has a gateway of its own, since failures of one would be remembered against its provider in the next.
/// A check named <c>Rule_07_…</c> asserts rule 7 of docs/conformance.md.
/// </summary>
public abstract class WireTest : IAsyncLifetime
{
    private protected Gateway Gateway { get; private set; } = null!;

    public async Task InitializeAsync() => Gateway = await Gateway.StartAsync();

    public async Task DisposeAsync() => await Gateway.DisposeAsync();

    /// <summary>Another gateway in place of the one so far, which remembers nothing of it.</summary>
    private protected async Task<Gateway> FreshAsync(string profile = Gateway.OpenAi)
    {
        await Gateway.DisposeAsync();
        return Gateway = await Gateway.StartAsync(profile);
    }
}
