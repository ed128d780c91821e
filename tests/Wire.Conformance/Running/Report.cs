using System.Globalization;

namespace Wire.Conformance.Running;

/// <summary>Runs every check and prints a table of them, then why those failed that did.</summary>
internal static class Report
{
    private const int LongestReason = 600;

    /// <returns>Whether none failed.</returns>
    public static async Task<bool> RunAsync(TextWriter output)
    {
        var outcomes = new List<Outcome>();
        await output.WriteLineAsync($"Checked: {Target.Current.Url?.ToString() ?? "a router started for each check"}\n");
        await output.WriteLineAsync("| rule | what must hold | result |\n|---|---|---|");
        foreach (var check in Check.All())
        {
            var outcome = await check.RunAsync();
            outcomes.Add(outcome);
            await output.WriteLineAsync($"| {check.Rule?.ToString(CultureInfo.InvariantCulture) ?? "SDK"} | {check.Title} | {Word(outcome)} |");
        }

        await output.WriteLineAsync(
            $"\n{outcomes.Count(one => one.Passed is true)} passed, {outcomes.Count(one => one.Passed is false)} failed, {outcomes.Count(one => one.Passed is null)} not run");
        foreach (var outcome in outcomes.Where(one => one.Passed is not true))
        {
            await output.WriteLineAsync($"\n{Word(outcome)}: {outcome.Check.Method.Name}\n{Shortened(outcome.Why)}");
        }

        return outcomes.All(one => one.Passed is not false);
    }

    private static string Word(Outcome outcome) => outcome.Passed switch
    {
        true => "pass",
        false => "**fail**",
        null => "not run",
    };

    private static string Shortened(string why) => why.Length <= LongestReason ? why : $"{why[..LongestReason]}…";
}
