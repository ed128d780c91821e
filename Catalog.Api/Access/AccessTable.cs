using Npgsql;

namespace Catalog.Api.Access;

/// <summary>A row of one of the tables that say who may call: kept when it is deleted, counted up with every edit.</summary>
internal interface IAccessRow
{
    int Version { get; }

    DateTimeOffset? DeletedAt { get; }
}

/// <summary>One of these tables.</summary>
/// <param name="Name">The table.</param>
/// <param name="IdColumn">Its primary key.</param>
/// <param name="Kinds">Under which its changes are recorded.</param>
/// <param name="FindAsync">Reads a row, deleted or not.</param>
internal sealed record AccessTable<T>(
    string Name, string IdColumn, string[] Kinds, Func<NpgsqlConnection, string, CancellationToken, Task<T?>> FindAsync)
    where T : class, IAccessRow
{
    /// <summary>The entity tag of a row as it is.</summary>
    public static string TagOf(T row) => FormattableString.Invariant($"\"{row.Version}\"");
}
