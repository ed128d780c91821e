using System.Globalization;

namespace Routing.Health;

/// <summary>How quick one subject is against its own past, by whole answers and by the first content of streams. Immutable.</summary>
public sealed record Pace
{
    private LatencyShift _whole = LatencyShift.Unknown;
    private LatencyShift _opening = LatencyShift.Unknown;
    private LatencySeries _wholeSeen;
    private LatencySeries _openingSeen;

    /// <summary>Why it is called slow, in words fit for operators; null when it is not.</summary>
    public string? Slow =>
        _opening.IsSlow ? Words("The first content of its streams takes", _opening)
        : _whole.IsSlow ? Words("Its answers take", _whole)
        : null;

    /// <summary>Whether a baseline is known, so that not being slow means something.</summary>
    public bool IsKnown => _whole.Usual is not null;

    /// <summary>Begins to watch: what was measured before is not known by when it was.</summary>
    public static Pace Of(SubjectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new() { _wholeSeen = record.Whole, _openingSeen = record.Opening };
    }

    /// <summary>Takes what was measured since the last call.</summary>
    public Pace Next(SubjectRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return this with
        {
            _whole = _whole.Next(After(_wholeSeen, record.Whole)),
            _opening = _opening.Next(After(_openingSeen, record.Opening)),
            _wholeSeen = record.Whole,
            _openingSeen = record.Opening,
        };
    }

    /// <summary>All of it as text, to be read by whoever watches next.</summary>
    public string Write() => string.Join(
        '\n', Line([_wholeSeen.Count, _wholeSeen.Logs, _openingSeen.Count, _openingSeen.Logs]), Line(_whole.Numbers), Line(_opening.Numbers));

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else, as a newer version may write.</summary>
    public static Pace? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n').Select(Numbers).ToArray();
        return lines is [[var whole, var wholeLogs, var opening, var openingLogs], { } first, { } second]
            && LatencyShift.Read(first) is { } wholeShift && LatencyShift.Read(second) is { } openingShift
            ? new() { _whole = wholeShift, _opening = openingShift, _wholeSeen = new(whole, wholeLogs), _openingSeen = new(opening, openingLogs) }
            : null;
    }

    private static string Line(IEnumerable<double> numbers) => string.Join(' ', numbers.Select(static number => number.ToString("R", CultureInfo.InvariantCulture)));

    private static double[]? Numbers(string line)
    {
        var words = line.Split(' ');
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    // A series that is shorter than it was has begun anew.
    private static LatencySeries After(LatencySeries seen, LatencySeries now) => now.Count < seen.Count ? now : now - seen;

    private static string Words(string what, LatencyShift shift) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what} {shift.Since / shift.Usual:F1} times as long as before ({shift.Since!.Value.TotalMilliseconds:F0} ms instead of {shift.Usual!.Value.TotalMilliseconds:F0} ms).");
}
