using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Revisions;

/// <summary>A transaction that may change the catalog. It holds the revision's lock, so what it read stays true until it commits.</summary>
internal sealed class CatalogEdit : IAsyncDisposable
{
    private readonly NpgsqlTransaction _transaction;

    private CatalogEdit(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Connection = connection;
        _transaction = transaction;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Begins an edit; waits for the one before it to end.</summary>
    /// <param name="database">Where.</param>
    /// <param name="changedBy">Who is recorded with every change.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<CatalogEdit> BeginAsync(NpgsqlDataSource database, string changedBy, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);

            // Lock before any row is touched: edits that lock rows first and the revision later could wait for each other.
            await connection.ExecuteAsync(
                """
                SELECT set_config('catalog.actor', $1, true), (SELECT revision FROM catalog_revision FOR UPDATE)
                """,
                [changedBy],
                cancellationToken);
            return new CatalogEdit(connection, transaction);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the changes visible; without it they are undone.</summary>
    /// <returns>The revision from now on: the old one when nothing changed.</returns>
    public async Task<long> CommitAsync(CancellationToken cancellationToken)
    {
        var revision = await Connection.FirstOrDefaultAsync(
            "SELECT revision FROM catalog_revision", [], row => row.GetInt64(0), cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
        return revision;
    }

    /// <summary>How many deployments this edit has changed so far; a price is part of its deployment.</summary>
    public async Task<int> ChangedDeploymentsAsync(CancellationToken cancellationToken) =>
        await Connection.FirstOrDefaultAsync(
            """
            SELECT count(DISTINCT key)::integer
            FROM catalog_changes
            WHERE kind IN ('deployment', 'price')
                AND revision = (SELECT revision FROM catalog_revision WHERE changed_in = pg_current_xact_id())
            """,
            [],
            row => row.GetInt32(0),
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
