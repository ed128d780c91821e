using Providers;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;
using Routing.Replaying;
using Simulation;
using Simulation.Scripting;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Fleets;

/// <summary>Routers that share nothing but Redis: three processes, each with a catalog of its own.</summary>
public sealed class SeparateProcessTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] NoKeys =
        [.. ProviderProfiles.All.Select(profile => profile.ApiKeyEnvironment).OfType<string>().Select(name => $"--{name}=")];

    [Fact]
    public async Task Three_processes_under_live_outcomes_decide_the_same_request_by_the_same_view_and_with_the_same_hash()
    {
        var redis = await RedisServer.SharedAsync();
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500).Then(Reply.Text("a")).Then(429).Then(Reply.Text("b")).Then(Reply.CutAfter("c")).Then(503);
        var snapshot = Snapshot(first.Address, second.Address);
        await using var one = await Member.StartAsync(snapshot, redis.ConnectionString);
        await using var two = await Member.StartAsync(snapshot, redis.ConnectionString);
        await using var three = await Member.StartAsync(snapshot, redis.ConnectionString);
        Member[] members = [one, two, three];

        // Each sees others of the outcomes, and what each has seen changes what all decide by.
        for (var i = 0; i < 12; i++)
        {
            await members[i % 3].AskAsync();
        }

        var decisions = Array.Empty<StoredDecision>();
        await Eventually.Is(
            async () =>
            {
                decisions = await Task.WhenAll(members.Select(member => member.DecideAsync()));
                return decisions.Select(decision => decision.HealthViewId).Distinct().Count() == 1 && decisions[0].HealthViewId != HealthView.Unknown.Id;
            },
            TimeSpan.FromMinutes(3));

        // Their clocks differ by milliseconds, and the hash covers the time; all else is the same.
        var index = new CatalogIndex(snapshot);
        var hashes = await Task.WhenAll(members.Zip(
            decisions, async (member, decision) => DecisionHash.Of(decision.Input(index, await member.ViewAsync(decision)) with { Time = Moment })));
        Assert.Single(hashes.Distinct());
    }

    private static CatalogSnapshot Snapshot(Uri first, Uri second)
    {
        // Other tests share the server.
        var snapshot = Catalogs.Of(first, second);
        var (alpha, beta) = (new ProviderId($"a-{Guid.NewGuid():N}"), new ProviderId($"b-{Guid.NewGuid():N}"));
        return snapshot with
        {
            Revision = 1,
            Providers = [snapshot.Providers[0] with { Id = alpha }, snapshot.Providers[1] with { Id = beta }],
            Deployments = [snapshot.Deployments[0] with { Id = new(alpha, "sim-small") }, snapshot.Deployments[1] with { Id = new(beta, "sim-medium") }],
            Tiers = [new() { Name = TierNames.Fast, Entries = [new(alpha, "sim-small"), new(beta, "sim-medium")] }],
        };
    }

    /// <summary>A process with its catalog, which keeps its ledger.</summary>
    private sealed class Member : IAsyncDisposable
    {
        private readonly FakeCatalog _catalog = new();
        private readonly TemporaryFolder _folder = new();
        private RouterProcess _router = null!;
        private HttpClient _http = null!;

        public static async Task<Member> StartAsync(CatalogSnapshot snapshot, string redis)
        {
            var member = new Member();
            await member._catalog.ComeAsync();
            member._catalog.Send(snapshot);
            member._router = await RouterProcess.ServeAsync(
            [
                member._catalog.Argument, $"--ConnectionStrings:redis={redis}", "--spool", member._folder.In("spool"),
                $"--Router:SnapshotCopy={member._folder.In("copy.json")}", $"--Router:AccessCopy={member._folder.In("access.json")}", .. NoKeys,
            ]);
            member._http = new() { BaseAddress = member._router.Address };
            await Eventually.Is(async () => (await member._http.GetStringAsync(new Uri("/v1/models", UriKind.Relative))).Contains("sim-small", StringComparison.Ordinal));
            return member;
        }

        /// <returns>The decision's id.</returns>
        public async Task<string> AskAsync()
        {
            using var answer = await _http.ChatAsync();
            return answer.Header("x-routing-decision")!;
        }

        /// <summary>Serves a request.</summary>
        /// <returns>What it decided, from the ledger.</returns>
        public async Task<StoredDecision> DecideAsync()
        {
            var id = await AskAsync();
            await Eventually.Is(() => Find(id) is not null);
            return StoredDecision.Read(Find(id)!.DecisionJson);
        }

        /// <summary>The view that a decision was made by, from the ledger too.</summary>
        public async Task<HealthView> ViewAsync(StoredDecision decision)
        {
            Aspire.Catalog.V1.HealthViewEvent? view = null;
            await Eventually.Is(() => (view = _catalog.Stored.Values.Select(row => row.HealthView).FirstOrDefault(view => view?.ViewId == decision.HealthViewId)) is not null);
            return HealthView.Read(view!.Content);
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await _router.DisposeAsync();
            await _catalog.DisposeAsync();
            _folder.Dispose();
        }

        private Aspire.Catalog.V1.DecisionEvent? Find(string id) => _catalog.Stored.GetValueOrDefault(id)?.Decision
            ?? _catalog.Stored.Values.Select(row => row.Decision).FirstOrDefault(decision => decision?.DecisionId == id);
    }
}
