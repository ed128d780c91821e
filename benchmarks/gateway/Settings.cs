using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>How long and how much.</summary>
internal sealed record Settings
{
    /// <summary>How often every gateway gets its turn.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How long one turn of one kind of load takes.</summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Streams held open at a time.</summary>
    public int Streams { get; init; } = 10_000;

    /// <summary>How long a soak takes.</summary>
    public TimeSpan Soak { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Folder in which npm has installed the peer; null leaves it out.</summary>
    public string? Peer { get; init; }

    /// <summary>Folder into which the router was published; null takes the one that was built.</summary>
    public string? Router { get; init; }

    /// <summary>Whether a router with keys, budgets, Redis and ledger is among what is compared.</summary>
    public bool Stack { get; init; }

    /// <summary>Whether the router is compared with itself under other settings of the runtime, and with nothing else.</summary>
    public bool Variants { get; init; }

    /// <summary>Reads <c>--rounds N --seconds N --streams N --minutes N --peer FOLDER --router FOLDER --stack true --variants true</c>.</summary>
    public static Settings Parse(string[] args)
    {
        var settings = new Settings();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            settings = args[i] switch
            {
                "--rounds" => settings with { Rounds = (int)Number(value) },
                "--seconds" => settings with { Slice = TimeSpan.FromSeconds(Number(value)) },
                "--streams" => settings with { Streams = (int)Number(value) },
                "--minutes" => settings with { Soak = TimeSpan.FromMinutes(Number(value)) },
                "--peer" => settings with { Peer = Path.GetFullPath(value) },
                "--router" => settings with { Router = Path.GetFullPath(value) },
                "--stack" => settings with { Stack = bool.Parse(value) },
                "--variants" => settings with { Variants = bool.Parse(value) },
                var unknown => throw new ArgumentException(
                    $"there is no setting {unknown}: --rounds N, --seconds N, --streams N, --minutes N, --peer FOLDER, --router FOLDER, --stack true, --variants true"),
            };
        }

        return settings;
    }

    private static double Number(string value) => double.Parse(value, CultureInfo.InvariantCulture);
}
