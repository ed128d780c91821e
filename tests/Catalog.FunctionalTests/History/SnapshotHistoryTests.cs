using System.Net;
using Aspire.Catalog.V1;
using Catalog.Api.Snapshots;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Protos.Mapping;
using Routing.Catalog;

namespace Catalog.FunctionalTests.History;

public sealed class SnapshotHistoryTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    // Everything an edit does to rows: add, change, supersede, remove with what hangs on it, and put back.
    private static readonly string[] Edits =
    [
        "UPDATE model_registry SET enabled = NOT enabled WHERE provider_id = 'openai' AND model_id = 'gpt-4o-mini'",
        "UPDATE tiers SET entries = entries[2:] || entries[1] WHERE name = 'fast'",
        "INSERT INTO providers (provider_id, name, profile, base_url, origin) VALUES ('later', 'Later', 'openai', 'https://later.example/v1', 'manual')",
        "INSERT INTO model_registry (provider_id, model_id, origin) VALUES ('later', 'one', 'discovered'), ('later', 'two/three', 'curated')",
        """
        INSERT INTO prices (provider_id, model_id, valid_from, input, output, origin) VALUES
            ('later', 'one', '2026-01-01', 150000000, 600000000, 'manual'), ('later', 'one', '2030-01-01', 1, 2, 'manual')
        """,
        "UPDATE prices SET superseded_at = clock_timestamp() WHERE provider_id = 'later' AND input = 1",
        "INSERT INTO prices (provider_id, model_id, valid_from, input, output, origin) VALUES ('later', 'one', '2030-01-01', 3, 4, 'manual')",
        "UPDATE aliases SET target = 'later/one' WHERE name = (SELECT min(name) FROM aliases)",
        "DELETE FROM aliases WHERE name = (SELECT max(name) FROM aliases)",
        "UPDATE orchestrator_config SET default_model = 'later/one', balanced_from_millis = 2500",
        "UPDATE orchestrator_config SET step_score = jsonb_set(step_score, '{difficulty,weight}', '400'), creation_share_millis = 500",
        "DELETE FROM model_registry WHERE provider_id = 'later'",
        "INSERT INTO model_registry (provider_id, model_id, origin, name) VALUES ('later', 'one', 'curated', 'Back again')",
        "UPDATE families SET preferred = preferred[2:] WHERE name = (SELECT min(name) FROM families)",
        "DELETE FROM providers WHERE provider_id = 'later'",
        "UPDATE capability_profiles SET priority = 3, scores = scores - 0 WHERE canonical_id = 'gpt-5.2'",
        "DELETE FROM capability_profiles WHERE canonical_id = 'gpt-4o'",
    ];

    private HistoryService.HistoryServiceClient Client => new((ChannelBase)fixture.Host.Channel);

    [Fact]
    public async Task Every_revision_is_rebuilt_as_it_was_served()
    {
        var loader = fixture.Host.Services.GetRequiredService<SnapshotLoader>();
        var served = new List<Routing.Catalog.CatalogSnapshot> { await loader.LoadAsync(null, CancellationToken.None) };
        foreach (var edit in Edits)
        {
            await fixture.Database.ExecuteAsync(edit);
            served.Add(await loader.LoadAsync(null, CancellationToken.None));
        }

        Assert.Equal(Edits.Length + 1, served.Select(snapshot => snapshot.Revision).Distinct().Count());
        foreach (var snapshot in served)
        {
            var rebuilt = await loader.LoadAsOfAsync(snapshot.Revision, CancellationToken.None);
            Assert.Equal(SnapshotFile.Write(snapshot), SnapshotFile.Write(rebuilt!));

            var wire = await Client.GetSnapshotAsync(new() { Revision = snapshot.Revision });
            Assert.Equal(SnapshotFile.ContentHash(snapshot), wire.ContentHash);
            Assert.Equal(wire.ContentHash, SnapshotFile.ContentHash(CatalogWire.ToDomain(wire.Snapshot)));

            var file = await fixture.Host.Http.GetByteArrayAsync($"/api/v1/snapshots/{snapshot.Revision}");
            Assert.Equal(SnapshotFile.Write(snapshot), file);
        }
    }

    [Fact]
    public async Task The_present_is_read_as_ever_after_the_past_was()
    {
        var loader = fixture.Host.Services.GetRequiredService<SnapshotLoader>();
        var before = await loader.LoadAsync(null, CancellationToken.None);
        await fixture.Database.ExecuteAsync("UPDATE orchestrator_config SET agent_share_millis = 1000 - agent_share_millis");

        await loader.LoadAsOfAsync(before.Revision, CancellationToken.None);

        Assert.NotEqual(before.Rules, (await loader.LoadAsync(null, CancellationToken.None)).Rules);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task A_revision_that_never_was_is_not_found(long revision)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetSnapshotAsync(new() { Revision = revision }));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Host.Http.GetAsync($"/api/v1/snapshots/{revision}")).StatusCode);
    }
}
