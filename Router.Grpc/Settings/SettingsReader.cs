using System.Globalization;

namespace Router.Grpc.Settings;

/// <summary>Reads settings one by one and collects every fault, so that a start names them all at once.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Faults => _faults;

    public string? Text(string key)
    {
        _known.Add(key);
        var value = configuration[key];
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    public bool Flag(string key)
    {
        var text = Text(key);
        if (text is null)
        {
            return false;
        }

        return bool.TryParse(text, out var value) ? value : Fault(key, text, "true or false", false);
    }

    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        var text = Text(key);
        if (text is null)
        {
            return fallback;
        }

        // Enum.Parse would take numbers as well.
        var name = Array.Find(Enum.GetNames<T>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse<T>(name)
            : Fault(key, text, $"one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}", fallback);
    }

    public long Number(string key, long fallback, long least, long most)
    {
        var text = Text(key);
        if (text is null)
        {
            return fallback;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Fault(key, text, $"a whole number from {least} to {most}", fallback);
    }

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        var text = Text(key);
        if (text is null)
        {
            return fallback;
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Fault(key, text, $"a duration written hh:mm:ss, from {least:c} to {most:c}", fallback);
    }

    /// <summary>Adds a fault for each key under a section that nobody asked for: a misspelt setting would else be ignored in silence.</summary>
    public void RefuseUnknown(string section)
    {
        foreach (var (key, value) in configuration.GetSection(section).AsEnumerable())
        {
            if (value is not null && !_known.Contains(key))
            {
                _faults.Add($"{key} is not a setting. Known: {string.Join(", ", _known.Where(name => name.StartsWith(section, StringComparison.OrdinalIgnoreCase)).Order())}.");
            }
        }
    }

    private T Fault<T>(string key, string text, string expected, T fallback)
    {
        _faults.Add($"{key} is \"{text}\"; it must be {expected}.");
        return fallback;
    }
}
