using Catalog.Api.Database;
using Catalog.FunctionalTests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Catalog.FunctionalTests.Database;

public sealed class MigratorTests
{
    [Fact]
    public async Task Two_processes_that_start_at_once_migrate_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        var migrators = Enumerable.Range(0, 6).Select(_ => new Migrator(database.Source, NullLogger<Migrator>.Instance));

        await Task.WhenAll(migrators.Select(migrator => migrator.MigrateAsync(CancellationToken.None)));

        Assert.Equal(MigrationScript.LoadAll().Count, await database.ScalarAsync<long>("SELECT count(*) FROM schema_versions"));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM catalog_revision"));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind()
    {
        await using var database = await TestDatabase.CreateAsync();
        var migrator = new Migrator(database.Source, NullLogger<Migrator>.Instance);

        await Assert.ThrowsAsync<PostgresException>(() => migrator.MigrateAsync(
            [new MigrationScript(1, "001_first", "CREATE TABLE a ()"), new MigrationScript(2, "002_broken", "CREATE TABLE b (); SELECT 1 / 0")],
            CancellationToken.None));

        Assert.Equal("a", await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('b') IS NULL"));
        Assert.Equal(1, await database.ScalarAsync<int>("SELECT max(version) FROM schema_versions"));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        var migrator = new Migrator(database.Source, NullLogger<Migrator>.Instance);
        await migrator.MigrateAsync(CancellationToken.None);
        await database.ExecuteAsync("INSERT INTO schema_versions (version, name, checksum) VALUES (999, '999_future', '')");

        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => migrator.MigrateAsync(CancellationToken.None));

        Assert.Contains("schema version 999", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Start the version that wrote it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_migrated_by_another_text_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        var migrator = new Migrator(database.Source, NullLogger<Migrator>.Instance);
        await migrator.MigrateAsync([new MigrationScript(1, "001_first", "CREATE TABLE a ()")], CancellationToken.None);

        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(
            () => migrator.MigrateAsync([new MigrationScript(1, "001_first", "CREATE TABLE a (edited int)")], CancellationToken.None));

        Assert.Contains("001_first", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_scripts_have_one_number()
    {
        var versions = MigrationScript.LoadAll().Select(script => script.Version).ToArray();

        Assert.Equal(versions.Distinct(), versions);
    }
}
