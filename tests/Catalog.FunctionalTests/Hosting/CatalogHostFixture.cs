namespace Catalog.FunctionalTests.Hosting;

/// <summary>One Catalog.Api with a database of its own for the tests of a class.</summary>
public sealed class CatalogHostFixture : IAsyncLifetime
{
    internal TestDatabase Database { get; private set; } = null!;

    internal CatalogHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Host = await CatalogHost.StartAsync(Database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        Host.Logs.VerifyNoErrors();
    }
}
