using TestKit.Processes;

namespace TestKit.Polyglot;

/// <summary>
/// Runs the clients of tests/Wire.Clients, which call the gRPC services from other languages and check the answers
/// themselves. Their arguments are <c>--router host:port</c>, <c>--model name</c>, <c>--catalog host:port</c> and
/// <c>--service-key key</c>.
/// </summary>
public static class WireClient
{
    private static readonly string Folder = Path.Combine(BuildFact.Named("RepoRoot"), "tests", "Wire.Clients");

    /// <summary>Runs the client in Node; its packages are installed at the first run.</summary>
    /// <exception cref="InvalidOperationException">A check failed; the text has all of them.</exception>
    public static Task RunNodeAsync(params string[] arguments) => NodeProgram.RunAsync("tests/Wire.Clients/node", "client.cjs", arguments);

    /// <summary>Runs the client in Python.</summary>
    /// <exception cref="InvalidOperationException">A check failed; the text has all of them.</exception>
    public static Task RunPythonAsync(params string[] arguments) =>
        // -B: compiled modules would litter the source tree.
        ShortCommand.RunAsync([PythonFactAttribute.Interpreter, "-B", Path.Combine(Folder, "python", "client.py"), .. arguments]);
}
