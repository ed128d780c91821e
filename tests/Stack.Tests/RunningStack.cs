namespace Stack.Tests;

/// <summary>One stack that the tests of a class share.</summary>
public sealed class RunningStack : IAsyncLifetime
{
    private readonly StackFolder _folder = new();

    internal AppHostProcess Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await AppHostProcess.StartAsync(_folder);

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
