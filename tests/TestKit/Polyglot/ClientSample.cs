using TestKit.Processes;

namespace TestKit.Polyglot;

/// <summary>Runs the samples of clients/ as their README says.</summary>
public static class ClientSample
{
    private static readonly string Folder = Path.Combine(BuildFact.Named("RepoRoot"), "clients");

    /// <summary>Runs the sample in Node; its packages are installed at the first run.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; the text has what it wrote.</exception>
    public static async Task<string> RunNodeAsync(params string[] arguments)
    {
        var node = Path.Combine(Folder, "node");
        var modules = await NodePackages.InstalledAsync(node);
        return await ShortCommand.RunAsync(["env", $"NODE_PATH={modules}", "node", Path.Combine(node, "chat.cjs"), .. arguments]);
    }

    /// <summary>Makes the stubs in a folder that is gone afterwards, and runs the sample in Python.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; the text has what it wrote.</exception>
    public static async Task<string> RunPythonAsync(params string[] arguments)
    {
        var python = Path.Combine(Folder, "python");
        var stubs = Directory.CreateTempSubdirectory("stubs").FullName;
        try
        {
            await ShortCommand.RunAsync([Path.Combine(python, "make-stubs"), stubs]);
            return await ShortCommand.RunAsync(
                [PythonFactAttribute.Interpreter, "-B", Path.Combine(python, "chat.py"), "--stubs", stubs, .. arguments]);
        }
        finally
        {
            Directory.Delete(stubs, recursive: true);
        }
    }
}
