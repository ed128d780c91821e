using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Routing.Profiles;

namespace Catalog.Api.Feedback;

/// <summary>What callers' verdicts say of a model at a kind of work.</summary>
/// <param name="Model">The canonical model.</param>
/// <param name="Capability">The kind of work.</param>
/// <param name="Mean">Mean quality, faded by age, 0 to 1.</param>
/// <param name="Evidence">How many fresh verdicts stand behind it.</param>
internal sealed record QualityView(string Model, string Capability, decimal Mean, decimal Evidence);

/// <summary>A settled proposal, and the tiers that it changed.</summary>
internal sealed record SettledView(ProposalView Proposal, IReadOnlyList<string> ChangedTiers);

/// <summary>REST over what verdicts amount to and what they suggest.</summary>
internal static class FeedbackEndpoints
{
    private static readonly string[] States = ["open", "accepted", "dismissed"];

    public static void MapFeedback(this IEndpointRouteBuilder api)
    {
        api.MapGet("/quality", QualityAsync).WithTags("Feedback").WithName("ListQuality").WithSummary("Lists what callers' verdicts say of models.");
        var proposals = api.MapGroup("/proposals").WithTags("Feedback");
        proposals.MapGet("/", ListAsync).WithName("ListProposals").WithSummary("Lists proposals to move models down, oldest first.");
        proposals.MapPost("/{proposal:long}/accept", AcceptAsync).WithName("AcceptProposal")
            .WithSummary("Moves the model behind the others of its tiers; a tier's rollback undoes it.");
        proposals.MapPost("/{proposal:long}/dismiss", DismissAsync).WithName("DismissProposal")
            .WithSummary("Leaves the model where it is; only verdicts from now on can raise the proposal again.");
    }

    private static Task<Results<Ok<Page<QualityView>>, ProblemHttpResult>> QualityAsync(
        int? page_size, string? page_token, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Answers.PageAsync<QualityView>(
            page_size,
            page_token,
            database,
            async (connection, after, _) =>
            [
                .. (await EvidenceStore.EstimatesAsync(connection, cancellationToken))
                    .Select(static row => new QualityView(row.Model.Value, RatedCapabilities.NameOf(row.Capability), row.MeanMillis / 1_000m, row.EvidenceMillis / 1_000m))
                    .OrderBy(Key, StringComparer.Ordinal)
                    .SkipWhile(row => string.CompareOrdinal(Key(row), after) <= 0),
            ],
            Key,
            cancellationToken);

    private static async Task<Results<Ok<Page<ProposalView>>, ProblemHttpResult>> ListAsync(
        string? state, int? page_size, string? page_token, ProposalStore store, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(page_size, faults);
        var token = Paging.After(page_token, faults);
        long after = 0;
        faults.Require(token.Length == 0 || long.TryParse(token, out after), "page_token", "is none of this list's");
        faults.Require(state is null || States.Contains(state), "state", $"must be one of {string.Join(", ", States)}");
        return faults.None
            ? TypedResults.Ok(Paging.Cut(await store.ListAsync(state, after, size + 1, cancellationToken), size, row => $"{row.Proposal}"))
            : Problems.Invalid(faults);
    }

    private static async Task<Results<Ok<SettledView>, ProblemHttpResult>> AcceptAsync(long proposal, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await ProposalStore.SettleAsync(edit, proposal, "accepted", cancellationToken) is not { } settled)
        {
            return Unknown(proposal);
        }

        var changed = await Demotion.ApplyAsync(edit, settled.Model, cancellationToken);
        await edit.CommitAsync(cancellationToken);
        return TypedResults.Ok(new SettledView(settled, changed));
    }

    private static async Task<Results<Ok<SettledView>, ProblemHttpResult>> DismissAsync(long proposal, Edits edits, CancellationToken cancellationToken)
    {
        await using var edit = await edits.BeginAsync(cancellationToken);
        if (await ProposalStore.SettleAsync(edit, proposal, "dismissed", cancellationToken) is not { } settled)
        {
            return Unknown(proposal);
        }

        await edit.CommitAsync(cancellationToken);
        return TypedResults.Ok(new SettledView(settled, []));
    }

    private static string Key(QualityView row) => $"{row.Model}/{row.Capability}";

    private static ProblemHttpResult Unknown(long proposal) =>
        Problems.NotFound($"There is no open proposal {proposal}. GET /api/v1/proposals?state=open lists those there are.");
}
