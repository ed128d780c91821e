using Aspire.Routing.V1;
using Grpc.Net.Client;
using Routing.Catalog;
using TestKit;

namespace Router.FunctionalTests.Running;

/// <summary>A router in a process of its own that tells of every large object it makes.</summary>
internal sealed class WatchedRouter : IAsyncDisposable
{
    // Longer than what is pooled: it makes a large object of its own, which says that those before it have been told.
    private const int Mark = 1_200_000;

    private const int Times = 6;

    // Where a caller is quicker with the next question than the router with giving back an array, it takes one more.
    private const int Beginnings = Times / 3;

    // A machine that is short of memory takes pooled arrays away at any time; what makes a large object of each answer does so every time.
    private const int Rounds = 5;

    private readonly TemporaryFolder _folder = new();
    private RouterProcess _router = null!;
    private GrpcChannel _channel = null!;

    public HttpClient Http { get; private set; } = null!;

    public RouterService.RouterServiceClient Grpc => new(_channel);

    public static async Task<WatchedRouter> StartAsync(CatalogSnapshot snapshot)
    {
        var watched = new WatchedRouter();
        await File.WriteAllBytesAsync(watched._folder.In("snapshot.json"), SnapshotFile.Write(snapshot));
        watched._router = await RouterProcess.ServeAsync(
            new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location },
            "--snapshot", watched._folder.In("snapshot.json"), "--spool", watched._folder.In("spool"));
        watched.Http = new() { BaseAddress = watched._router.Address };
        watched._channel = GrpcChannel.ForAddress(watched._router.GrpcAddress);
        return watched;
    }

    /// <summary>Asks a few times to warm up and then a few times more, of which hardly any may make a large object; and all that again where they did.</summary>
    /// <param name="what">Named in the failure.</param>
    /// <param name="ask">Asks once.</param>
    public async Task AssertNothingLargeAsync(string what, Func<Task> ask)
    {
        string[] made;
        var round = 0;
        do
        {
            await RepeatAsync(ask);
            var before = await AllAsync();
            await RepeatAsync(ask);
            made = (await AllAsync())[before.Length..^1];
        }
        while (made.Length > Beginnings && ++round < Rounds);

        Assert.True(made.Length <= Beginnings, $"{what}\n{string.Join('\n', made)}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _channel.Dispose();
        await _router.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task RepeatAsync(Func<Task> ask)
    {
        for (var i = 0; i < Times; i++)
        {
            await ask();
        }
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
