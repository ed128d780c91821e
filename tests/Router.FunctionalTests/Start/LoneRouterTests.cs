using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Start;

public sealed class LoneRouterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_snapshot_of_ten_lines_is_all_it_takes()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = await SnapshotOfTheDocsAsync();
        await using var router = await RouterProcess.ServeAsync(
            "--snapshot", snapshot, "--spool", _folder.In("spool"), $"--Providers:ollama:BaseUrl={upstream.Address}");
        using var http = new HttpClient { BaseAddress = router.Address };

        var plain = await http.ChatAsync("auto");
        var stream = await EventStream.ReadAsync(await http.StreamAsync("auto"));

        Assert.True(plain.IsSuccessStatusCode, await plain.Content.ReadAsStringAsync());
        Assert.True(stream.IsDone);
        Assert.Equal(0, await router.TerminateAsync());
        Assert.DoesNotContain("fail:", router.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_survives_a_kill_and_what_was_under_way_is_booked_as_unknown()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text("Hello")).Then(Reply.Hang());
        var snapshot = _folder.In("snapshot.json");
        await File.WriteAllBytesAsync(snapshot, Routing.Catalog.SnapshotFile.Write(Catalogs.Of(upstream.Address)));
        string[] arguments = ["--snapshot", snapshot, "--spool", _folder.In("spool")];

        await using (var killed = await RouterProcess.ServeAsync(arguments))
        {
            using var http = new HttpClient { BaseAddress = killed.Address };
            await (await http.ChatAsync()).Content.ReadAsStringAsync();
            var hanging = http.ChatAsync();
            await Eventually.Is(() => upstream.Counters is { Requests: 2, InFlight: 1 });
            await killed.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => hanging);
        }

        await using (var next = await RouterProcess.ServeAsync(arguments))
        {
            Assert.Equal(0, await next.TerminateAsync());
        }

        var attempts = Ledger.Read(Directory.GetFiles(_folder.In("spool"), "*.segment").Order(StringComparer.Ordinal)).Attempts.ToArray();
        Assert.Equal(["ok", "unknown"], attempts.Select(row => row.Outcome));
        Assert.True(attempts[1].Estimated);
        // Two input tokens and more, and the 8,000 tokens that the model may at most have answered.
        Assert.True(attempts[1].CostNanos >= 8_000 * 600);
    }

    private async Task<string> SnapshotOfTheDocsAsync()
    {
        var page = await File.ReadAllTextAsync(Repository.File("docs/router-alone.md"));
        var begin = page.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        var json = page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
        Assert.Equal(10, json.TrimEnd().Split('\n').Length);
        var path = _folder.In("docs.json");
        await File.WriteAllTextAsync(path, json);
        return path;
    }
}
