using TestKit.Processes;

namespace TestKit.Polyglot;

/// <summary>Runs a program in Node that checks something itself; what its lock file names is installed at the first run.</summary>
public static class NodeProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where it stands beside its package.json, from the repository's root.</param>
    /// <param name="file">Its name.</param>
    /// <param name="arguments">What it is given.</param>
    /// <exception cref="InvalidOperationException">It ended with an error; the text has what it said.</exception>
    public static async Task RunAsync(string folder, string file, params string[] arguments)
    {
        var project = Path.Combine(BuildFact.Named("RepoRoot"), folder);
        var modules = await NodePackages.InstalledAsync(project);
        await ShortCommand.RunAsync(["env", $"NODE_PATH={modules}", "node", Path.Combine(project, file), .. arguments]);
    }
}
