using System.Data;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.Api.Budgets;
using Catalog.Api.Database;
using Catalog.Api.Keys;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Npgsql;

namespace Catalog.Api.Access;

/// <summary>Reads what routers need to admit callers: everything, or what changed since a revision.</summary>
internal sealed class AccessReader(NpgsqlDataSource database, KeyPepper peppers, ILogger<AccessReader> logger)
{
    private static readonly string[] Kinds = ["organisation", "project", "virtual_key", "virtual_key_secret", "budget"];

    /// <returns>Without changes when the watcher lacks nothing.</returns>
    public async Task<WatchAccessResponse> ReadAsync(long known, string epoch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Every statement of the transaction sees the same moment, so that no row is newer than the revision.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (revision, current) = await connection.FirstOrDefaultAsync(
            "SELECT coalesce((SELECT max(revision) FROM catalog_changes WHERE kind = ANY ($1)), 0), epoch::text FROM access_epoch",
            [Kinds],
            row => (row.GetInt64(0), row.GetString(1)),
            cancellationToken);
        var response = new WatchAccessResponse { Revision = revision, Epoch = current };
        if (known == 0 || known > revision || epoch != current)
        {
            response.Changes = await ReadAsync(connection, null, cancellationToken);
        }
        else if (known < revision)
        {
            var changed = await connection.ListAsync(
                "SELECT DISTINCT kind, key FROM catalog_changes WHERE revision > $1 AND kind = ANY ($2)",
                [known, Kinds],
                row => (Kind: row.GetString(0), Key: row.GetString(1)),
                cancellationToken);
            response.Changes = await ReadAsync(connection, changed.ToLookup(row => row.Kind, row => row.Key), cancellationToken);
        }

        return response;
    }

    private async Task<AccessChanges> ReadAsync(NpgsqlConnection connection, ILookup<string, string>? changed, CancellationToken cancellationToken)
    {
        string[]? organisations = null, projects = null, keys = null, budgets = null;
        if (changed is not null)
        {
            (organisations, projects) = ([.. changed["organisation"]], [.. changed["project"]]);
            budgets = [.. changed["budget"]];
            keys = [.. changed["virtual_key"].Union(changed["virtual_key_secret"], StringComparer.Ordinal)];
        }

        var pepper = peppers.Find(out var missing);
        var changes = new AccessChanges
        {
            Complete = changed is null,
            Pepper = ByteString.CopyFrom(pepper?.Bytes ?? []),
            Organisations = { await OrganisationsAsync(connection, organisations, cancellationToken) },
            Projects = { await ProjectsAsync(connection, projects, cancellationToken) },
            Keys = { await KeysAsync(connection, keys, cancellationToken) },
            Budgets = { (await BudgetStore.FindAsync(connection, budgets, cancellationToken)).Select(BudgetRowWire.ToWire) },
        };
        await AddSecretsAsync(connection, changes, pepper, missing, cancellationToken);
        changes.RemovedOrganisations.AddRange((organisations ?? []).Except(changes.Organisations.Select(static row => row.Id)));
        changes.RemovedProjects.AddRange((projects ?? []).Except(changes.Projects.Select(static row => row.Id)));
        changes.RemovedKeys.AddRange((keys ?? []).Except(changes.Keys.Select(static row => row.Id)));
        changes.RemovedBudgets.AddRange((budgets ?? []).Except(changes.Budgets.Select(static row => row.Id)));
        return changes;
    }

    private static Task<List<AccessOrganisation>> OrganisationsAsync(NpgsqlConnection connection, string[]? ids, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT organisation_id, disabled FROM organisations
            WHERE deleted_at IS NULL AND ($1::text[] IS NULL OR organisation_id = ANY ($1::text[]))
            """,
            [ids],
            row => new AccessOrganisation { Id = row.GetString(0), Disabled = row.GetBoolean(1) },
            cancellationToken);

    private static Task<List<AccessProject>> ProjectsAsync(NpgsqlConnection connection, string[]? ids, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT project_id, organisation_id, disabled, default_model FROM projects
            WHERE deleted_at IS NULL AND ($1::text[] IS NULL OR project_id = ANY ($1::text[]))
            """,
            [ids],
            row => new AccessProject { Id = row.GetString(0), Organisation = row.GetString(1), Disabled = row.GetBoolean(2), DefaultModel = row.NullableString(3) ?? "" },
            cancellationToken);

    private static Task<List<AccessKey>> KeysAsync(NpgsqlConnection connection, string[]? ids, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            SELECT key_id, project_id, role, allowed_models, allowed_providers, allowed_capabilities, limits, default_model, disabled, expires_at, response_cache
            FROM virtual_keys
            WHERE deleted_at IS NULL AND ($1::text[] IS NULL OR key_id = ANY ($1::text[]))
            """,
            [ids],
            ReadKey,
            cancellationToken);

    private async Task AddSecretsAsync(
        NpgsqlConnection connection, AccessChanges changes, Pepper? pepper, string? missing, CancellationToken cancellationToken)
    {
        var byId = changes.Keys.ToDictionary(static key => key.Id, StringComparer.Ordinal);
        var unprovable = 0;
        foreach (var (key, hash, dataKey, expires) in await connection.ListAsync(
            """
            SELECT key_id, hash, data_key, expires_at FROM virtual_key_secrets
            WHERE key_id = ANY ($1) AND (expires_at IS NULL OR expires_at > now())
            """,
            [byId.Keys.ToArray()],
            row => (row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetString(2), row.Nullable<DateTimeOffset>(3)),
            cancellationToken))
        {
            if (dataKey == pepper?.DataKey)
            {
                byId[key].Secrets.Add(new AccessSecret { Hash = ByteString.CopyFrom(hash), ExpireTime = expires?.ToTimestamp() });
            }
            else
            {
                unprovable++;
            }
        }

        if (unprovable > 0)
        {
            KeyLog.NotProvable(logger, unprovable, missing ?? "");
        }
    }

    private static AccessKey ReadKey(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Project = row.GetString(1),
        Role = KeyWire.ToWire(row.GetString(2)),
        Scope = new()
        {
            AllowedModels = { row.GetFieldValue<string[]>(3) },
            AllowedProviders = { row.GetFieldValue<string[]>(4) },
            AllowedCapabilities = { row.GetFieldValue<string[]>(5) },
        },
        Limits = KeyWire.ToWire(JsonSerializer.Deserialize<KeyLimits>(row.GetString(6), RowJson.Format)!),
        DefaultModel = row.NullableString(7) ?? "",
        Disabled = row.GetBoolean(8),
        ExpireTime = row.Nullable<DateTimeOffset>(9)?.ToTimestamp(),
        ResponseCache = row.GetBoolean(10),
    };
}
