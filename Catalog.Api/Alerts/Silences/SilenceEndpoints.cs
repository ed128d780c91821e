using System.Text.Json.Serialization;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Catalog.Api.Alerts.Silences;

/// <summary>A silence to begin.</summary>
internal sealed record SilenceWrite
{
    /// <summary>Which kinds; * stands for any characters, and alone for all. All when not given.</summary>
    public string Kind { get; init; } = "*";

    /// <summary>Which subjects; * stands for any characters, and alone for all. All when not given.</summary>
    public string Subject { get; init; } = "*";

    /// <summary>When it ends, at most a year from now.</summary>
    [JsonRequired]
    public required DateTimeOffset Until { get; init; }

    /// <summary>Why, for people to read.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>REST over silences.</summary>
internal static class SilenceEndpoints
{
    private const int LongestReason = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static void MapSilences(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/alerts/silences").WithTags("Alerts");
        group.MapGet("/", ListAsync).WithName("ListSilences").WithSummary("Lists the silences that have not ended.");
        group.MapPost("/", AddAsync).WithName("BeginSilence").WithSummary("Keeps alerts quiet: webhooks hear of those still open when it ends.");
        group.MapDelete("/{silence:long}", EndAsync).WithName("EndSilence").WithSummary("Ends a silence now.");
    }

    private static async Task<Ok<List<Silence>>> ListAsync(SilenceStore silences, CancellationToken cancellationToken) =>
        TypedResults.Ok(await silences.ListAsync(cancellationToken));

    private static async Task<Results<Ok<Silence>, ProblemHttpResult>> AddAsync(
        SilenceWrite write, SilenceStore silences, TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        CheckPattern(write.Kind, "kind", faults);
        CheckPattern(write.Subject, "subject", faults);
        faults.Require(
            write.Kind.Contains('*', StringComparison.Ordinal) || AlertNames.Kinds.Contains(write.Kind),
            "kind",
            $"is none of {string.Join(", ", AlertNames.Kinds)}, nor a pattern with *");
        faults.Require(write.Until > time.GetUtcNow() && write.Until - time.GetUtcNow() <= Longest, "until", "must lie ahead, at most a year");
        faults.Require(
            write.Reason.Length <= LongestReason && !write.Reason.Contains('\0', StringComparison.Ordinal),
            "reason",
            $"must have at most {LongestReason} characters, and no U+0000");
        return faults.None
            ? TypedResults.Ok(await silences.AddAsync(write.Kind, write.Subject, write.Until, write.Reason, Edits.ActorOf(http), cancellationToken))
            : Problems.Invalid(faults);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(long silence, SilenceStore silences, CancellationToken cancellationToken) =>
        await silences.EndAsync(silence, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound($"There is no silence {silence} that has not ended. GET /api/v1/alerts/silences lists those there are.");

    private static void CheckPattern(string pattern, string field, Faults faults) => faults.Require(
        pattern.Length is > 0 and <= RaisedAlert.LongestSubject && !pattern.Contains('\0', StringComparison.Ordinal),
        field,
        $"must have 1 to {RaisedAlert.LongestSubject} characters, and no U+0000");
}
