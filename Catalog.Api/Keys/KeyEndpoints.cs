using Catalog.Api.Access;
using Catalog.Api.Rest;
using Catalog.Api.Revisions;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Catalog.Api.Keys;

/// <summary>REST over the virtual keys. A secret is in the answer that makes it and nowhere else.</summary>
internal static class KeyEndpoints
{
    private const long MostSeconds = 10L * 365 * 24 * 3600;

    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/keys").WithTags("Keys");
        group.MapGet("/", ListAsync).WithName("ListKeys").WithSummary("Lists virtual keys, never their secrets.");
        group.MapPost("/", PostAsync).WithName("CreateKey").WithSummary("Makes a virtual key; the answer alone has its secret.");
        group.MapGet("/{id}", GetAsync).WithName("GetKey").WithSummary("Reads a virtual key, never its secret.");
        group.MapPut("/{id}", PutAsync).WithName("PutKey").WithSummary("Replaces what is said of a virtual key; its secret stays.");
        group.MapDelete("/{id}", DeleteAsync).WithName("DeleteKey").WithSummary("Revokes a virtual key on every router.");
        group.MapPost("/{id}/rotate", RotateAsync).WithName("RotateKey").WithSummary("Gives a virtual key a new secret; the old one stays valid for a while.");
        group.MapPost("/{id}/undelete", UndeleteAsync).WithName("UndeleteKey").WithSummary("Brings a revoked virtual key back.");
        group.MapGet("/{id}/history", HistoryAsync).WithName("ListKeyVersions").WithSummary("Lists what a virtual key was, newest first.");
    }

    private static Task<Results<Ok<Page<VirtualKey>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, string? project, bool? show_deleted, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync(
            page_size,
            page_token,
            database,
            (connection, after, size) => KeyStore.ListAsync(connection, project, show_deleted ?? false, after, size, cancellationToken),
            row => row.Id,
            cancellationToken);

    private static Task<Results<Ok<VirtualKey>, ProblemHttpResult>> GetAsync(
        string id, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        AccessAnswers.OneAsync(KeyStore.Table, id, database, edits, cancellationToken);

    private static async Task<Results<Ok<NewKeyView>, Created<NewKeyView>, ProblemHttpResult>> PostAsync(
        KeyWrite write, KeyEdits keys, KeyPepper peppers, Edits edits, CancellationToken cancellationToken)
    {
        if (peppers.Find(out var missing, make: true) is not { } pepper)
        {
            return Problems.Unprepared(missing!);
        }

        var secret = NewSecret.Make(pepper);
        return WithSecret(await keys.CreateAsync(write.ToRow(), secret, cancellationToken), "", secret, edits);
    }

    private static async Task<Results<Ok<VirtualKey>, Created<VirtualKey>, ProblemHttpResult>> PutAsync(
        string id, KeyWrite write, KeyEdits keys, Edits edits, CancellationToken cancellationToken) =>
        AccessAnswers.Of(await keys.UpdateAsync(id, write.ToRow, edits.Matches, cancellationToken), id, "", edits);

    private static async Task<Results<Ok<NewKeyView>, Created<NewKeyView>, ProblemHttpResult>> RotateAsync(
        string id, KeyRotation? rotation, KeyEdits keys, KeyPepper peppers, Edits edits, CancellationToken cancellationToken)
    {
        if (peppers.Find(out var missing, make: true) is not { } pepper)
        {
            return Problems.Unprepared(missing!);
        }

        var secret = NewSecret.Make(pepper);
        TimeSpan? overlap = rotation?.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1, MostSeconds)) : null;
        return WithSecret(await keys.RotateAsync(id, secret, overlap, edits.Matches, cancellationToken), id, secret, edits);
    }

    private static async Task<Results<Ok<VirtualKey>, Created<VirtualKey>, ProblemHttpResult>> DeleteAsync(
        string id, KeyEdits keys, Edits edits, CancellationToken cancellationToken) =>
        AccessAnswers.Of(await keys.DeleteAsync(id, edits.Matches, cancellationToken), id, "", edits);

    private static async Task<Results<Ok<VirtualKey>, Created<VirtualKey>, ProblemHttpResult>> UndeleteAsync(
        string id, KeyEdits keys, Edits edits, CancellationToken cancellationToken) =>
        AccessAnswers.Of(await keys.UndeleteAsync(id, cancellationToken), id, "", edits);

    private static Task<Results<Ok<Page<AccessVersion>>, ProblemHttpResult>> HistoryAsync(
        string id, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        AccessAnswers.HistoryAsync(KeyStore.Table, id, database, cancellationToken);

    private static Results<Ok<NewKeyView>, Created<NewKeyView>, ProblemHttpResult> WithSecret(
        EditOutcome<VirtualKey> outcome, string id, NewSecret secret, Edits edits)
    {
        var answer = AccessAnswers.Of(outcome, id, "", edits);
        return outcome is not EditOutcome<VirtualKey>.Done done ? (ProblemHttpResult)answer.Result
            : done.Created ? TypedResults.Created($"/api/v1/keys/{done.Row.Id}", new NewKeyView(done.Row, secret.Text))
            : TypedResults.Ok(new NewKeyView(done.Row, secret.Text));
    }
}
