using System.Collections.Immutable;
using Catalog.Api.Curated;
using Catalog.Api.Database;
using Catalog.Api.Snapshots;
using Catalog.FunctionalTests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Protos.Mapping;
using Routing.Catalog;
using Routing.Profiles;

namespace Catalog.FunctionalTests.Curated;

public sealed class CuratedImportTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await new Migrator(_database.Source, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task What_ships_is_what_the_catalog_serves()
    {
        await ImportAsync("1");

        var served = await SnapshotAsync();
        var shipped = CuratedSnapshot.From(CuratedCatalog.Load());

        Assert.Equal(CatalogWire.ToWire(Ordered(shipped) with { Revision = served.Revision }), CatalogWire.ToWire(Unnumbered(served)));
    }

    // Prices get their numbers from the database.
    private static CatalogSnapshot Unnumbered(CatalogSnapshot snapshot) => snapshot with
    {
        Deployments = [.. snapshot.Deployments.Select(row => row with { Prices = [.. row.Prices.Select(price => price with { Id = 0 })] })],
    };

    [Fact]
    public async Task Importing_again_changes_nothing_and_keeps_the_revision()
    {
        await ImportAsync("1");
        var before = await SnapshotAsync();

        await ImportAsync("1");
        await ImportAsync("2");

        Assert.Equal(before.Revision, (await SnapshotAsync()).Revision);
    }

    [Fact]
    public async Task An_import_is_one_revision()
    {
        var before = await RevisionAsync();

        await ImportAsync("1");

        Assert.Equal(before + 1, await RevisionAsync());
    }

    [Fact]
    public async Task What_was_edited_by_hand_stays()
    {
        await ImportAsync("1");
        await _database.ExecuteAsync("UPDATE model_registry SET name = 'Ours', edited = '{name}' WHERE provider_id = 'openai'");
        await _database.ExecuteAsync("UPDATE tiers SET entries = '{openai/gpt-5.2}', edited = '{entries}' WHERE name = 'fast'");
        await _database.ExecuteAsync("UPDATE aliases SET target = 'gpt-5.2', edited = '{target}' WHERE name = 'gpt'");
        await _database.ExecuteAsync("UPDATE providers SET base_url = 'http://127.0.0.1:1/v1', edited = '{base_url}' WHERE provider_id = 'openai'");

        await ImportAsync("2");

        var after = await SnapshotAsync();
        Assert.All(after.Deployments.Where(row => row.Id.Provider.Value == "openai"), row => Assert.Equal("Ours", row.Name));
        Assert.Single(after.Tiers.Single(row => row.Name == TierNames.Fast).Entries);
        Assert.Equal("gpt-5.2", after.Aliases.Single(row => row.Name == "gpt").Target);
        Assert.Equal("http://127.0.0.1:1/v1", after.Providers.Single(row => row.Id.Value == "openai").BaseUrl.ToString());
    }

    [Fact]
    public async Task A_price_set_by_hand_stays()
    {
        await ImportAsync("1");
        await _database.ExecuteAsync("UPDATE prices SET superseded_at = now() WHERE provider_id = 'openai' AND model_id = 'gpt-5.2'");
        await _database.ExecuteAsync(
            """
            INSERT INTO prices (provider_id, model_id, valid_from, input, output, origin)
            VALUES ('openai', 'gpt-5.2', '2026-01-01', 7, 8, 'manual')
            """);

        await ImportAsync("2");

        var deployment = (await SnapshotAsync()).Deployments.Single(row => row.Id.ToString() == "openai/gpt-5.2");
        Assert.Equal(7, Assert.Single(deployment.Prices).Input.NanoDollarsPerMillion);
    }

    [Fact]
    public async Task What_was_removed_by_hand_stays_removed()
    {
        await ImportAsync("1");
        await _database.ExecuteAsync("DELETE FROM aliases WHERE name = 'gpt'");
        await _database.ExecuteAsync("DELETE FROM model_registry WHERE provider_id = 'groq'");
        await _database.ExecuteAsync("DELETE FROM providers WHERE provider_id = 'groq'");

        await ImportAsync("2");

        var after = await SnapshotAsync();
        Assert.DoesNotContain(after.Aliases, row => row.Name == "gpt");
        Assert.DoesNotContain(after.Providers, row => row.Id.Value == "groq");
        Assert.DoesNotContain(after.Deployments, row => row.Id.Provider.Value == "groq");
    }

    [Fact]
    public async Task Scores_that_an_operator_registered_stay_and_a_profile_removed_stays_removed()
    {
        await ImportAsync("1");
        await _database.ExecuteAsync("DELETE FROM capability_profiles WHERE canonical_id = 'gpt-4o'");
        await _database.ExecuteAsync("UPDATE capability_profiles SET is_active = false WHERE canonical_id = 'gpt-5.2'");
        await _database.ExecuteAsync(
            """
            UPDATE capability_profiles SET scores = scores || '[{"capability":"code","source":"seen at work","dated":"2026-11-01",
                "basis":"manual","score_millis":1,"confidence_millis":1000,"origin":"manual"}]'
            WHERE canonical_id = 'gpt-5.2'
            """);
        await _database.ExecuteAsync("UPDATE capability_profiles SET scores = '[]' WHERE canonical_id = 'gpt-5.4'");

        await ImportAsync("2");

        var profiles = (await SnapshotAsync()).CapabilityProfiles.ToDictionary(row => row.Model.Value);
        Assert.DoesNotContain("gpt-4o", profiles.Keys);
        Assert.False(profiles["gpt-5.2"].IsActive);
        Assert.Equal(1, ScoreOfRecord.Of(profiles["gpt-5.2"].Scores, RatedCapability.Code)!.ScoreMillis);
        Assert.NotEmpty(profiles["gpt-5.4"].Scores);
    }

    [Fact]
    public async Task A_price_that_shipped_anew_supersedes_the_old_one_and_keeps_it()
    {
        await ImportAsync("1");
        var catalog = CuratedCatalog.Load();
        var dearer = catalog with
        {
            Deployments = [.. catalog.Deployments.Select(deployment => deployment with
            {
                Prices = [.. deployment.Prices.Select(price => price with { Input = price.Input + 1 })],
            })],
        };

        await new CuratedImport(_database.Source, NullLogger<CuratedImport>.Instance).RunAsync(dearer, "2", CancellationToken.None);

        var shipped = catalog.Deployments.Sum(deployment => deployment.Prices.Length);
        Assert.Equal(shipped, await _database.ScalarAsync<long>("SELECT count(*) FROM prices WHERE superseded_at IS NULL"));
        Assert.Equal(shipped, await _database.ScalarAsync<long>("SELECT count(*) FROM prices WHERE superseded_at IS NOT NULL"));
    }

    [Fact]
    public void The_content_version_is_stable() => Assert.Equal(CuratedFile.ContentVersion(), CuratedFile.ContentVersion());

    private static CatalogSnapshot Ordered(CatalogSnapshot snapshot) => snapshot with
    {
        Providers = By(snapshot.Providers, row => row.Id.Value),
        Models = By(snapshot.Models, row => row.Id.Value),
        Deployments = By(snapshot.Deployments.Select(row => row with { Prices = [.. row.Prices.OrderBy(price => price.ValidFrom).ThenBy(price => price.ContextOver).Select(price => price with { Id = 0 })] }), row => row.Id.ToString()),
        Tiers = By(snapshot.Tiers, row => row.Name),
        Aliases = By(snapshot.Aliases, row => row.Name),
        Families = By(snapshot.Families, row => row.Name),
        CapabilityProfiles = By(
            snapshot.CapabilityProfiles.Select(row => row with { Scores = row.Scores.Sort(ScoreOfRecord.Order) }), row => row.Model.Value),
    };

    private static ImmutableArray<T> By<T>(IEnumerable<T> rows, Func<T, string> key) => [.. rows.OrderBy(key, StringComparer.Ordinal)];

    private Task ImportAsync(string version) =>
        new CuratedImport(_database.Source, NullLogger<CuratedImport>.Instance).RunAsync(CuratedCatalog.Load(), version, CancellationToken.None);

    private Task<CatalogSnapshot> SnapshotAsync() => new SnapshotLoader(_database.Source).LoadAsync(null, CancellationToken.None);

    private Task<long> RevisionAsync() => _database.ScalarAsync<long>("SELECT revision FROM catalog_revision");
}
