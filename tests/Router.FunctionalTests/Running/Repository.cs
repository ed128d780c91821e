namespace Router.FunctionalTests.Running;

/// <summary>Files of the repository that tests hold to their word.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string File(string path) => Path.Combine(Root, path);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests do not run inside the repository."),
        _ when System.IO.File.Exists(Path.Combine(folder.FullName, "Aspire.Routing.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
