using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Routing.Catalog;

namespace Catalog.Api.Policies;

/// <summary>REST over the ranking policies: those that ship and those that operators weigh.</summary>
internal static class PolicyEndpoints
{
    private static readonly string[] Kinds = ["policy"];

    public static void MapPolicies(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/policies").WithTags("Policies");
        group.MapGet("/", ListAsync).WithName("ListPolicies").WithSummary("Lists the ranking policies.");
        group.MapGet("/{name}", GetAsync).WithName("GetPolicy").WithSummary("Reads a ranking policy.");
        group.MapPut("/{name}", PutAsync).WithName("PutPolicy").WithSummary("Adds a ranking policy or weighs one otherwise.");
        group.MapDelete("/{name}", DeleteAsync).WithName("DeletePolicy").WithSummary("Removes a ranking policy, or brings its shipped weights back.");
        group.MapGet("/{name}/history", HistoryAsync).WithName("ListPolicyVersions").WithSummary("Lists what a ranking policy was, newest first.");
    }

    private static Task<Results<Ok<Page<PolicyView>>, ProblemHttpResult>> ListAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync<PolicyView>(
            page_size,
            page_token,
            database,
            async (connection, after, _) =>
                [.. (await AllAsync(connection, cancellationToken)).Where(policy => string.CompareOrdinal(policy.Name, after) > 0).OrderBy(static policy => policy.Name, StringComparer.Ordinal)],
            static policy => policy.Name!,
            cancellationToken);

    private static Task<Results<Ok<PolicyView>, ProblemHttpResult>> GetAsync(
        string name, NpgsqlDataSource database, Edits edits, CancellationToken cancellationToken) =>
        Answers.OneAsync(
            database,
            edits,
            async connection => (await AllAsync(connection, cancellationToken)).Find(policy => policy.Name == name),
            connection => Edits.TagAsync(connection, Kinds, name, cancellationToken),
            Unknown(name),
            cancellationToken);

    private static async Task<Results<Ok<PolicyView>, ProblemHttpResult>> PutAsync(
        string name, PolicyView write, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        var tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        if (!edits.Matches(tag))
        {
            return Problems.Changed(tag ?? "none: it was never changed");
        }

        var policy = write.Named(name);
        var faults = new Faults();
        PolicyRules.Check(policy, faults);
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        await PolicyStore.UpsertAsync(edit, policy, cancellationToken);
        tag = await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        edits.Show(tag);
        return TypedResults.Ok(PolicyView.Of(policy, shipped: false));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string name, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (!edits.Matches(await Edits.TagAsync(edit.Connection, Kinds, name, cancellationToken)))
        {
            return Problems.Changed("another: read it again");
        }

        var removed = await PolicyStore.RemoveAsync(edit, name, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return removed ? TypedResults.NoContent() : Unknown(name);
    }

    private static Task<Results<Ok<Page<PolicyVersion>>, ProblemHttpResult>> HistoryAsync(
        string name, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.HistoryAsync(database, connection => PolicyStore.HistoryAsync(connection, name, cancellationToken), Unknown(name), cancellationToken);

    private static async Task<List<PolicyView>> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var weighed = await PolicyStore.ServedAsync(connection, cancellationToken);
        return
        [
            .. weighed.Select(policy => PolicyView.Of(policy, shipped: false))
                .Concat(ShippedPolicies.All.ExceptBy(weighed.Select(policy => policy.Name), policy => policy.Name).Select(policy => PolicyView.Of(policy, shipped: true)))
                .OrderBy(policy => policy.Name, StringComparer.Ordinal),
        ];
    }

    private static ProblemHttpResult Unknown(string name) =>
        Problems.NotFound($"No ranking policy '{name}' was ever changed or added. GET /api/v1/policies lists those there are.");
}
