namespace AppHost.Launch;

/// <summary>
/// The variables of <c>.env</c> and <c>.env.local</c>: <c>NAME=value</c> lines, <c>#</c> comments, quotes around a value, an
/// <c>export</c> before it. The later file wins; a variable of the environment wins over both.
/// </summary>
internal sealed class DotEnv
{
    private static readonly string[] Files = [".env", ".env.local"];

    private DotEnv(IReadOnlyDictionary<string, string> variables) => Variables = variables;

    public static DotEnv None { get; } = new(new Dictionary<string, string>());

    public IReadOnlyDictionary<string, string> Variables { get; }

    public static DotEnv Read(string directory)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Files.Select(name => Path.Combine(directory, name)).Where(File.Exists))
        {
            foreach (var (name, value) in File.ReadLines(path).Select(Parse).OfType<(string, string)>())
            {
                found[name] = value;
            }
        }

        return new DotEnv(found.Where(pair => Environment.GetEnvironmentVariable(pair.Key) is null).ToDictionary());
    }

    /// <summary>The same, named as configuration names its keys.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
        Variables.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value));

    private static (string Name, string Value)? Parse(string line)
    {
        var text = line.Trim();
        text = text.StartsWith("export ", StringComparison.Ordinal) ? text["export ".Length..].TrimStart() : text;
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || text[0] == '#')
        {
            return null;
        }

        var value = text[(at + 1)..].Trim();
        var quoted = value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0];
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (text[..at].Trim(), quoted ? value[1..^1] : comment >= 0 ? value[..comment].TrimEnd() : value);
    }
}
