using Router.FunctionalTests.Running;
using Routing.Catalog;
using TestKit;

namespace Router.FunctionalTests.Start;

public sealed class StartFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_fault_is_named_at_once_and_nothing_else()
    {
        await File.WriteAllTextAsync(_folder.In("bad.json"), """{"providers":[{"id":"a"}],"deployments":[{"provider":"b"}]}""");

        var (code, output) = await RunAsync(
            "--snapshot", _folder.In("bad.json"),
            "--Router:MaxAttempts=0", "--Router:Timeouts:Idle=soon", "--Router:Timeouts:Idel=00:00:01",
            "--Providers:a:BaseUrl=nowhere", "--Providers:a:ApiKeyFile=/not/there",
            "--Kestrel:Endpoints:http:Url=http://0.0.0.0:0", "--snapshto=x", "stray");

        Assert.Equal(1, code);
        Assert.All(
            [
                "Router:MaxAttempts", "\"soon\"", "Router:Timeouts:Idel is not a setting", "Providers:a:BaseUrl", "/not/there",
                "http://0.0.0.0:0", "--allow-anonymous", "\"stray\"", "$.providers[0]", "$.deployments[0]",
            ],
            named => Assert.Contains(named, output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_snapshot_is_a_clear_line()
    {
        var (code, output) = await RunAsync("--snapshot", _folder.In("none.json"));

        Assert.Equal(1, code);
        Assert.Contains($"{_folder.In("none.json")} is not there", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_without_its_value_is_a_clear_line()
    {
        var (code, output) = await RunAsync("--snapshot");

        Assert.Equal(1, code);
        Assert.Contains("--snapshot needs a value", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_a_clear_line()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        await File.WriteAllBytesAsync(_folder.In("snapshot.json"), SnapshotFile.Write(Catalogs.Of(new Uri("http://127.0.0.1:9"))));

        var (code, output) = await RunAsync(
            "--snapshot", _folder.In("snapshot.json"), "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0",
            $"--Kestrel:Endpoints:http:Url=http://{taken.LocalEndpoint}");

        Assert.Equal(1, code);
        Assert.Contains("already in use", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_routers_do_not_share_a_spool()
    {
        await using var first = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri("http://127.0.0.1:9")));
        await File.WriteAllBytesAsync(_folder.In("snapshot.json"), SnapshotFile.Write(Catalogs.Of(new Uri("http://127.0.0.1:9"))));

        await using var second = RouterProcess.Start("--snapshot", _folder.In("snapshot.json"), "--spool", first.SpoolFolder);

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("--spool DIR", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (code, output) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.All(["--snapshot FILE", "--spool DIR", "--allow-anonymous", "--help"], option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var process = RouterProcess.Start(["--Router:Spool:Directory=" + _folder.In("spool"), .. arguments]);
        var code = await process.ExitAsync();
        await Eventually.Is(() => process.Output.Length > 0);
        return (code, process.Output);
    }
}
