using Catalog.Api.Database;
using Catalog.Api.Revisions;

namespace Catalog.Api.Sync;

/// <summary>Keeps what providers answered, byte for byte.</summary>
internal static class AnswerStore
{
    /// <summary>Keeps an answer; one that only repeats the provider's last answer is not kept twice.</summary>
    /// <returns>The answer's number.</returns>
    public static async Task<long> KeepAsync(
        CatalogEdit edit, ProviderAnswer answer, string outcome, string? reason, CancellationToken cancellationToken)
    {
        var repeated = await edit.Connection.FirstOrDefaultAsync(
            """
            SELECT CASE WHEN raw = $2 AND outcome = $3 THEN answer_id END
            FROM provider_answers
            WHERE provider_id = $1 AND scope = 'global'
            ORDER BY answer_id DESC
            LIMIT 1
            """,
            [answer.Provider, answer.Raw, outcome],
            row => row.Nullable<long>(0),
            cancellationToken);

        // Only what was refused is ever read again.
        var models = outcome == "refused" ? RowJson.Of(answer.Models) : "[]";
        return repeated ?? await edit.Connection.FirstOrDefaultAsync(
            """
            INSERT INTO provider_answers (provider_id, fetched_at, raw, models, outcome, reason, normalised)
            VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb)
            RETURNING answer_id
            """,
            [answer.Provider, answer.FetchedAt, answer.Raw, answer.Models.Length, outcome, reason, models],
            row => row.GetInt64(0),
            cancellationToken);
    }
}
