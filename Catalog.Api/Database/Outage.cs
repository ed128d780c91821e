using Npgsql;

namespace Catalog.Api.Database;

/// <summary>Tells a database that is away from a statement that is wrong.</summary>
internal static class Outage
{
    /// <summary>Not reached, cut off, shutting down or out of resources (classes 08, 53, 57 of SQLSTATE).</summary>
    public static bool IsOutage(this NpgsqlException exception) =>
        exception is not PostgresException { SqlState: var state }
        || state.StartsWith("08", StringComparison.Ordinal)
        || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57", StringComparison.Ordinal);
}
