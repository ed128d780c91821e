using Routing.Catalog;
using TestKit;

namespace Router.FunctionalTests.Running;

/// <summary>A router in a process of its own that tells of every large object it makes.</summary>
internal sealed class WatchedRouter : IAsyncDisposable
{
    // Longer than what is pooled: it makes a large object of its own, which says that those before it have been told.
    private const int Mark = 1_200_000;

    private readonly TemporaryFolder _folder = new();
    private RouterProcess _router = null!;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<WatchedRouter> StartAsync(CatalogSnapshot snapshot)
    {
        var watched = new WatchedRouter();
        await File.WriteAllBytesAsync(watched._folder.In("snapshot.json"), SnapshotFile.Write(snapshot));
        watched._router = await RouterProcess.ServeAsync(
            new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location },
            "--snapshot", watched._folder.In("snapshot.json"), "--spool", watched._folder.In("spool"));
        watched.Http = new() { BaseAddress = watched._router.Address };
        return watched;
    }

    /// <summary>What is told of the large objects that are made meanwhile.</summary>
    public async Task<string[]> LargeObjectsAsync(Func<Task> meanwhile)
    {
        var before = await AllAsync();
        await meanwhile();
        return (await AllAsync())[before.Length..^1];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _router.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Lines about large objects so far, the last of them about the mark that is sent here.</summary>
    private async Task<string[]> AllAsync()
    {
        var before = Lines().Count(IsMark);
        using var content = new ByteArrayContent(new byte[Mark]) { Headers = { ContentType = new("application/json") } };
        using var refused = await Http.PostAsync(new Uri(Chats.Path, UriKind.Relative), content);
        await Eventually.Is(() => Lines().Count(IsMark) > before);
        return Lines();

        string[] Lines() => [.. _router.Output.Split('\n').Where(static line => line.StartsWith(StartupHook.Line, StringComparison.Ordinal))];

        static bool IsMark(string line) => line.StartsWith($"{StartupHook.Line}12000", StringComparison.Ordinal);
    }
}
