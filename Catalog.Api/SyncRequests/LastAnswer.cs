using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.SyncRequests;

/// <summary>Notes that a provider still answers what it answered when its answer was last kept.</summary>
internal sealed class LastAnswer(NpgsqlDataSource database)
{
    /// <returns>False when its last answer was another one, or was refused.</returns>
    public async Task<bool> ConfirmAsync(string provider, byte[] rawHash, DateTimeOffset fetchedAt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(
            """
            UPDATE providers SET last_refreshed = greatest(last_refreshed, $3)
            WHERE provider_id = $1 AND scope = 'global' AND (
                SELECT sha256(raw) = $2 AND outcome IN ('applied', 'confirmed')
                FROM provider_answers
                WHERE provider_answers.provider_id = $1 AND provider_answers.scope = 'global'
                ORDER BY answer_id DESC
                LIMIT 1)
            """,
            [provider, rawHash, fetchedAt],
            cancellationToken) > 0;
    }
}
