namespace AppHost.Launch;

/// <summary>Reads the arguments, each of which has one spelling; <c>--name value</c> and <c>--name=value</c> are the same.</summary>
internal static class CommandLine
{
    public const string Help = """
        Starts the whole stack on this machine and stops it again on Ctrl-C.

        Usage: dotnet run --project AppHost [-- arguments]

          --backends containers|local|external
                           where PostgreSQL, Redis and Ollama run (absent: containers when an engine answers
                           and the official Aspire packages are in use, else local)
                             containers  images, through the container engine
                             local       PostgreSQL and Garnet as processes of this machine
                             external    servers of yours: ConnectionStrings__catalog and ConnectionStrings__redis
          --ports fixed|dynamic
                           fixed (7080 router, 7081 its gRPC, 7090 catalog, 7091 its gRPC, 7095 admin) or any free ones
          --no-simulator   leave out the provider simulator and its sim-… models
          --reset-data     delete the data of earlier runs first
          --help           this text

        Environment (or .env and .env.local at the root of the repository, in development):
          OPENAI_API_KEY, ANTHROPIC_API_KEY, …   credentials of providers
          OTEL_EXPORTER_OTLP_ENDPOINT            where telemetry goes
          AppHost__DataDirectory                 where data is kept
          AppHost__LogDirectory                  where the resources' logs go
          AppHost__PostgresBin                   folder with PostgreSQL's programs, or "npm" for the packaged ones
        """;

    /// <exception cref="StartupProblem">An argument is unknown, incomplete or has no such value.</exception>
    public static StackOptions Parse(IReadOnlyList<string> args)
    {
        var options = StackOptions.Default;
        var words = new Queue<string>(args.SelectMany(Split));
        while (words.TryDequeue(out var name))
        {
            options = name switch
            {
                "--backends" => options with { Backends = Choice(name, words, Enum.GetValues<BackendKind>()) },
                "--ports" => options with { DynamicPorts = Choice(name, words, ["fixed", "dynamic"]) == "dynamic" },
                "--no-simulator" => options with { WithSimulator = false },
                "--reset-data" => options with { ResetData = true },
                "--publisher" or "--operation" or "--step" or "--output-path" =>
                    options with { ForAspire = [.. options.ForAspire, name, Value(name, words)] },
                _ => throw new StartupProblem($"Unknown argument '{name}'. --help lists the known ones."),
            };
        }

        return options;
    }

    public static bool AsksForHelp(IReadOnlyList<string> args) => args.Any(arg => arg is "--help" or "-h" or "-?");

    private static string[] Split(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal) && arg.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            ? [arg[..at], arg[(at + 1)..]]
            : [arg];

    private static T Choice<T>(string name, Queue<string> words, T[] allowed)
        where T : notnull
    {
        var value = Value(name, words);
        var known = allowed.ToDictionary(choice => choice.ToString()!.ToLowerInvariant());
        return known.TryGetValue(value, out var chosen)
            ? chosen
            : throw new StartupProblem($"{name} takes {string.Join(", ", known.Keys)}, not '{value}'.");
    }

    private static string Value(string name, Queue<string> words) =>
        words.TryDequeue(out var value) ? value : throw new StartupProblem($"{name} needs a value. --help says which.");
}
