using System.Globalization;
using System.Text;

namespace TestKit;

/// <summary>A sample of <see cref="MetricsText"/>.</summary>
/// <param name="Name">Its name, suffix included.</param>
/// <param name="Labels">Its labels, in the order in which they were written.</param>
/// <param name="Value">Its value.</param>
public sealed record MetricsSample(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value)
{
    /// <summary>A label's value; empty when it is not there.</summary>
    public string this[string label] => Labels.FirstOrDefault(pair => pair.Key == label).Value ?? "";

    /// <summary>What tells it apart from every other sample.</summary>
    internal string Identity(string without = "") =>
        $"{Name}|{string.Join('|', Labels.Where(pair => pair.Key != without).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}";
}

/// <summary>Reads the text in which Prometheus is told of metrics (version 0.0.4), and accepts nothing that breaks its rules.</summary>
public sealed class MetricsText
{
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary", "untyped"];

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _helps = new(StringComparer.Ordinal);
    private readonly List<string> _families = [];
    private readonly List<MetricsSample> _samples = [];

    private MetricsText()
    {
    }

    /// <summary>Every sample.</summary>
    public IReadOnlyList<MetricsSample> Samples => _samples;

    /// <summary>What a family is for, by its name.</summary>
    public IReadOnlyDictionary<string, string> Helps => _helps;

    /// <summary>The type of a family, by its name.</summary>
    public IReadOnlyDictionary<string, string> FamilyTypes => _types;

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It breaks a rule; the message says which and where.</exception>
    public static MetricsText Parse(string text)
    {
        var read = new MetricsText();
        if (text.Length > 0 && text[^1] != '\n')
        {
            throw new FormatException("The last line has no end.");
        }

        foreach (var line in text.Split('\n')[..^1])
        {
            read.ReadLine(line);
        }

        read.CheckWhole();
        return read;
    }

    /// <summary>The sum of the samples of a name that have these labels.</summary>
    public double Sum(string name, params (string Label, string Value)[] labels) => _samples
        .Where(sample => sample.Name == name && labels.All(label => sample[label.Label] == label.Value))
        .Sum(sample => sample.Value);

    private static FormatException Broken(string line, string rule) => new($"{rule}: {line}");

    private void ReadLine(string line)
    {
        if (line.Contains('\r', StringComparison.Ordinal))
        {
            throw Broken(line, "A carriage return");
        }

        if (line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            var (name, help) = Halves(line["# HELP ".Length..], line);
            if (!_helps.TryAdd(name, Unescape(help, quotes: false, line)))
            {
                throw Broken(line, "A second HELP");
            }
        }
        else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            var (name, type) = Halves(line["# TYPE ".Length..], line);
            if (!Types.Contains(type) || !_types.TryAdd(name, type) || _families.Contains(name))
            {
                throw Broken(line, "An unknown or second TYPE, or one after its samples");
            }
        }
        else if (line.Length > 0 && line[0] != '#')
        {
            Add(ReadSample(line), line);
        }
    }

    private static (string Name, string Text) Halves(string text, string line)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var name = space < 0 ? text : text[..space];
        return IsName(name, colons: true) ? (name, space < 0 ? "" : text[(space + 1)..]) : throw Broken(line, "No name of a metric");
    }

    private void Add(MetricsSample sample, string line)
    {
        var family = FamilyOf(sample.Name);
        if (_families.Count == 0 || _families[^1] != family)
        {
            if (_families.Contains(family))
            {
                throw Broken(line, "The samples of a family are not together");
            }

            _families.Add(family);
        }

        _samples.Add(sample);
    }

    private string FamilyOf(string name)
    {
        foreach (var suffix in (string[])["_bucket", "_sum", "_count"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && _types.GetValueOrDefault(name[..^suffix.Length]) is "histogram" or "summary")
            {
                return name[..^suffix.Length];
            }
        }

        return name;
    }

    private static MetricsSample ReadSample(string line)
    {
        var end = line.IndexOfAny(['{', ' ']);
        if (end < 0 || !IsName(line[..end], colons: true))
        {
            throw Broken(line, "No name of a metric");
        }

        var (labels, rest) = line[end] == '{' ? ReadLabels(line, end + 1) : ([], end);
        var parts = line[rest..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (1 or 2) || line[rest] != ' ' || (parts.Length == 2 && !long.TryParse(parts[1], CultureInfo.InvariantCulture, out _)))
        {
            throw Broken(line, "Neither a value nor a value and a time in milliseconds");
        }

        return new(line[..end], labels, Number(parts[0], line));
    }

    private static (List<KeyValuePair<string, string>> Labels, int End) ReadLabels(string line, int start)
    {
        var labels = new List<KeyValuePair<string, string>>();
        var at = start;
        while (line[at] != '}')
        {
            var equals = line.IndexOf("=\"", at, StringComparison.Ordinal);
            if (equals < 0 || !IsName(line[at..equals], colons: false) || labels.Exists(label => label.Key == line[at..equals]))
            {
                throw Broken(line, "No name of a label, or one that is there twice");
            }

            var close = equals + 2;
            while (line[close] != '"')
            {
                close += line[close] == '\\' ? 2 : 1;
            }

            labels.Add(new(line[at..equals], Unescape(line[(equals + 2)..close], quotes: true, line)));
            at = close + 1;
            if (line[at] == ',')
            {
                at++;
            }
            else if (line[at] != '}')
            {
                throw Broken(line, "No comma between labels");
            }
        }

        return (labels, at + 1);
    }

    private static string Unescape(string text, bool quotes, string line)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            plain.Append(i == text.Length ? throw Broken(line, "A backslash at the end") : text[i] switch
            {
                '\\' => '\\',
                'n' => '\n',
                '"' when quotes => '"',
                _ => throw Broken(line, "An unknown escape"),
            });
        }

        return plain.ToString();
    }

    private static double Number(string text, string line) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => throw Broken(line, "No number"),
    };

    private static bool IsName(string name, bool colons) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' || (colons && letter == ':'));

    private void CheckWhole()
    {
        if (_samples.GroupBy(sample => sample.Identity()).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new FormatException($"There twice: {twice.Key}");
        }

        foreach (var (family, type) in _types)
        {
            if (type == "counter" && _samples.Exists(sample => sample.Name == family && sample.Value < 0))
            {
                throw new FormatException($"A counter below nothing: {family}");
            }

            if (type == "histogram")
            {
                CheckHistogram(family);
            }
        }
    }

    private void CheckHistogram(string family)
    {
        string Others(MetricsSample sample) => sample.Identity(without: "le")[sample.Name.Length..];
        var counts = _samples.Where(sample => sample.Name == $"{family}_count").ToDictionary(Others, sample => sample.Value);
        var sums = _samples.Where(sample => sample.Name == $"{family}_sum").Select(Others).ToHashSet();
        var series = _samples.Where(sample => sample.Name == $"{family}_bucket").GroupBy(Others).ToArray();
        if (series.Length != counts.Count || !sums.SetEquals(counts.Keys))
        {
            throw new FormatException($"Not every series has buckets, a sum and a count: {family}");
        }

        foreach (var buckets in series)
        {
            var bounds = buckets.Select(bucket => Number(bucket["le"], family)).ToArray();
            var values = buckets.Select(bucket => bucket.Value).ToArray();
            if (!bounds.SequenceEqual(bounds.Order().Distinct()) || !double.IsPositiveInfinity(bounds[^1])
                || !values.SequenceEqual(values.Order()) || values[^1] != counts[buckets.Key])
            {
                throw new FormatException($"Buckets that do not add up: {family}{buckets.Key}");
            }
        }
    }
}
