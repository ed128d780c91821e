namespace Router.Grpc.Settings;

/// <summary>What was asked for at start.</summary>
internal sealed class CommandLine
{
    private static readonly Dictionary<string, string> Valued = new(StringComparer.Ordinal)
    {
        ["--snapshot"] = "Router:Snapshot",
        ["--spool"] = "Router:Spool:Directory",
    };

    private static readonly Dictionary<string, string> Flags = new(StringComparer.Ordinal)
    {
        ["--allow-anonymous"] = "Router:AllowAnonymous",
        ["--require-keys"] = "Router:RequireKeys",
    };

    private readonly List<string> _faults = [];
    private readonly List<string> _host = [];

    private CommandLine()
    {
    }

    public const string Usage = """
        Usage: dotnet run --project Router.Grpc -- [options]

        Serves chat requests on http://127.0.0.1:7080 (HTTP) and http://127.0.0.1:7081 (gRPC).

          --snapshot FILE     serve from this catalog snapshot, with no other service running
          --spool DIR         folder in which usage waits for the catalog (default logs/spool)
          --require-keys      serve only callers with a virtual key
          --allow-anonymous   serve callers without a virtual key even off loopback
          --KEY=VALUE         any setting, such as --Router:Timeouts:Idle=00:00:30
                              or --Kestrel:Endpoints:http:Url=http://127.0.0.1:8080
          --help              print this

        Keys of providers come from the environment variables that the catalog names, or from
        Providers__<id>__ApiKey or Providers__<id>__ApiKeyFile; Providers__<id>__BaseUrl changes an address.
        More: docs/router-alone.md

        """;

    public bool HelpAsked { get; private set; }

    /// <summary>Settings that options stand for; they win over every other source.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The content root is the folder of the program, so that its settings are found from any working directory.</summary>
    public WebApplicationOptions HostOptions => new() { Args = [.. _host], ContentRootPath = AppContext.BaseDirectory };

    public static CommandLine Parse(string[] args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Length; i++)
        {
            i += line.Read(args[i], i + 1 < args.Length ? args[i + 1] : null);
        }

        return line;
    }

    /// <returns>How many further arguments were used up.</returns>
    private int Read(string argument, string? next)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument : argument[..equals];
        var value = equals < 0 ? null : argument[(equals + 1)..];

        if (name is "--help" or "-h" or "-?")
        {
            HelpAsked = true;
            return 0;
        }

        if (Flags.TryGetValue(name, out var flag))
        {
            Settings[flag] = value ?? "true";
            return 0;
        }

        if (Valued.TryGetValue(name, out var key))
        {
            return Take(name, key, value, next);
        }

        if (!name.StartsWith("--", StringComparison.Ordinal) || value is null)
        {
            _faults.Add($"\"{argument}\" is not an option; --help lists them.");
            return 0;
        }

        _host.Add(argument);
        return 0;
    }

    private int Take(string name, string key, string? value, string? next)
    {
        var inline = value is not null;
        value ??= next;
        if (string.IsNullOrWhiteSpace(value) || !inline && value.StartsWith("--", StringComparison.Ordinal))
        {
            _faults.Add($"{name} needs a value.");
            return 0;
        }

        Settings[key] = value;
        return inline ? 0 : 1;
    }
}
