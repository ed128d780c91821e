using System.Text.RegularExpressions;

namespace Catalog.Api.Alerts.Silences;

/// <summary>Keeps alerts quiet for a while: webhooks are not told of them until it ends.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">Which kinds; * stands for any characters.</param>
/// <param name="Subject">Which subjects; * stands for any characters.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">Why, for people to read.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="CreatedBy">Who began it.</param>
internal sealed record Silence(
    long Id, string Kind, string Subject, DateTimeOffset Until, string Reason, DateTimeOffset CreatedAt, string CreatedBy)
{
    public bool Covers(string kind, string subject, DateTimeOffset now) => now < Until && Matches(Kind, kind) && Matches(Subject, subject);

    // Without backtracking, so that no pattern takes longer than its text.
    private static bool Matches(string pattern, string text) => Regex.IsMatch(
        text,
        $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}\\z",
        RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
}
