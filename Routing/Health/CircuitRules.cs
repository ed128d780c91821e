using System.Globalization;

namespace Routing.Health;

/// <summary>When a circuit opens, for how long, and when it closes.</summary>
/// <remarks>
/// Of the windows in which outcomes are added up, the shortest that holds enough of them speaks. So a busy deployment is judged by
/// its last seconds and a quiet one by its last minutes, and at any rate between a handful and some fifteen failures open a circuit.
/// Where not even the longest has enough, since the subject is called now and then only, a long run of failures speaks.
/// </remarks>
public static class CircuitRules
{
    /// <summary>Faded number of outcomes from which a window says enough.</summary>
    public const double EnoughSamples = 4.5;

    /// <summary>Share of failures that opens a circuit.</summary>
    public const double TooManyFailures = 0.5;

    /// <summary>From opening to the first trial.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);

    /// <summary>The pause doubles with each opening in a row, up to this. A circuit closed for longer than this begins anew.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>A trial whose holder says nothing for so long is given up for lost; holders say so well before.</summary>
    public static readonly TimeSpan TrialLease = TimeSpan.FromSeconds(15);

    /// <summary>Whether a closed circuit opens.</summary>
    /// <param name="record">What is known of the subject.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Null when it stays as it is.</returns>
    public static CircuitTurn? Judge(SubjectRecord record, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Circuit.IsOpen)
        {
            return null;
        }

        for (var window = OutcomeSums.HalfLives.Length - 1; window >= 0; window--)
        {
            var sums = record.SumsAt(window, now);
            if (sums.Samples >= EnoughSamples)
            {
                return sums.FailureRatio >= TooManyFailures ? Open(record.Circuit, Words(sums, record.Cause), now) : null;
            }
        }

        return record.Run.IsLong ? Open(record.Circuit, $"Its latest {FailureRun.LongFrom} calls failed, one after another.{After(record.Cause)}", now) : null;
    }

    /// <summary>What a trial leads to.</summary>
    /// <param name="circuit">The circuit as it was.</param>
    /// <param name="fault">What the upstream did wrong; null when the trial went well.</param>
    /// <param name="now">The moment.</param>
    public static CircuitTurn Tried(Circuit circuit, string? fault, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        return fault is null
            ? new(Opens: false, TimeSpan.Zero, circuit.Openings, "A trial went well.")
            : Open(circuit, $"A trial failed. {fault}", now);
    }

    private static CircuitTurn Open(Circuit circuit, string cause, DateTimeOffset now)
    {
        var inARow = circuit.IsOpen || (circuit.TurnedAt is { } closed && now - closed < LongestPause);
        var openings = inARow ? circuit.Openings + 1 : 1;
        var pause = FirstPause * Math.Pow(2, Math.Min(openings - 1, 20));
        return new(Opens: true, pause < LongestPause ? pause : LongestPause, openings, cause);
    }

    private static string Words(OutcomeSums sums, string? cause) => string.Create(
        CultureInfo.InvariantCulture, $"{100 * sums.FailureRatio:F0} % of its latest calls failed.{After(cause)}");

    private static string After(string? cause) => cause is null ? "" : " " + cause;
}
