using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Feedback;

/// <summary>A suggestion to move a model behind the others of its tiers.</summary>
internal sealed record ProposalView
{
    public required long Proposal { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>The canonical model.</summary>
    public required string Model { get; init; }

    public required string Capability { get; init; }

    /// <summary>Mean quality of the verdicts before the point of change, 0 to 1.</summary>
    public required decimal Before { get; init; }

    public required int BeforeCount { get; init; }

    /// <summary>Mean quality of the verdicts since, 0 to 1.</summary>
    public required decimal After { get; init; }

    public required int AfterCount { get; init; }

    /// <summary><c>open</c>, <c>accepted</c> or <c>dismissed</c>.</summary>
    public required string State { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecidedBy { get; init; }

    public string Sentence =>
        $"Move {Model} behind the others of its tiers: at {Capability} it was judged {After:0.00} in the last {AfterCount} verdicts, {Before:0.00} in the {BeforeCount} before.";

    public const string Columns =
        "proposal_id, proposed_at, canonical_id, capability, before_millis, before_count, after_millis, after_count, state, decided_at, decided_by";

    public static ProposalView Read(NpgsqlDataReader row) => new()
    {
        Proposal = row.GetInt64(0),
        ProposedAt = row.GetFieldValue<DateTimeOffset>(1),
        Model = row.GetString(2),
        Capability = row.GetString(3),
        Before = row.GetInt32(4) / 1_000m,
        BeforeCount = row.GetInt32(5),
        After = row.GetInt32(6) / 1_000m,
        AfterCount = row.GetInt32(7),
        State = row.GetString(8),
        DecidedAt = row.Nullable<DateTimeOffset>(9),
        DecidedBy = row.NullableString(10),
    };
}
