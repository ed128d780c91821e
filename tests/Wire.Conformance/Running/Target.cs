using System.Diagnostics.CodeAnalysis;

namespace Wire.Conformance.Running;

/// <summary>The gateway that is checked, as the command line names it; without one, a router started for each check.</summary>
/// <param name="Url">Its root, without <c>/v1</c>; null for a router of our own.</param>
/// <param name="Key">The key sent the way each SDK sends one.</param>
/// <param name="Model">The model asked for; the gateway must forward it to the simulator.</param>
/// <param name="Headers">
/// Further headers of every request. In a value <c>{upstream}</c> stands for the simulator's address, <c>{base}</c> for the same with the path
/// that the format behind it wants, <c>{provider}</c> for the name of that format.
/// </param>
/// <param name="Providers">What the gateway calls a format, and where it wants its address to end if not as we do, by our name of it.</param>
/// <param name="UpstreamPort">Where the simulator listens; 0 for any free port.</param>
internal sealed record Target(
    Uri? Url, string Key, string Model, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, (string Name, string? Path)> Providers, int UpstreamPort)
{
    public const string Usage =
        """
        Usage: Wire.Conformance [--url http://127.0.0.1:8787 [--model NAME] [--key KEY] [--header 'NAME: VALUE']... [--provider FORMAT=NAME[PATH]]...
                                 [--upstream-port PORT]]
        Without --url a router of our own is checked. The gateway must call the simulator, which this program starts: by a header whose
        value contains {upstream}, its address, or by being configured to call 127.0.0.1:PORT. A gateway that learns the provider's
        format from a header ({provider}, with the address in {base}) is checked with all of them: openai-compatible, openai, anthropic,
        gemini and ollama, which --provider calls what the gateway calls them, as in gemini=google/v1beta.
        """;

    /// <summary>What the checks of this process call.</summary>
    public static Target Current { get; set; } = new(null, "unused", "alpha/sim-small", new Dictionary<string, string>(), new Dictionary<string, (string, string?)>(), 0);

    /// <summary>Whether a provider of this format can be put behind it.</summary>
    public bool Takes(string format) =>
        Url is null || format == Gateway.OpenAi || Headers.Values.Any(static value => value.Contains("{provider}", StringComparison.Ordinal));

    public static bool TryParse(string[] args, [NotNullWhen(true)] out Target? target, [NotNullWhen(false)] out string? fault)
    {
        target = Current;
        fault = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            target = i + 1 < args.Length ? Read(target, args[i], args[i + 1]) : null;
            if (target is null)
            {
                fault = $"cannot read '{args[i]}'";
                return false;
            }
        }

        return true;
    }

    private static Target? Read(Target target, string option, string value) => option switch
    {
        "--url" when Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var url) => target with { Url = url },
        "--key" => target with { Key = value },
        "--model" => target with { Model = value },
        "--upstream-port" when int.TryParse(value, out var port) => target with { UpstreamPort = port },
        "--header" when value.Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var text] =>
            target with { Headers = new Dictionary<string, string>(target.Headers) { [name] = text } },
        "--provider" when value.Split('=', 2) is [var format, var theirs] => target with
        {
            Providers = new Dictionary<string, (string, string?)>(target.Providers)
            {
                [format] = theirs.Split('/', 2) is [var called, var path] ? (called, "/" + path) : (theirs, null),
            },
        },
        _ => null,
    };
}
