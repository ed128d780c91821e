namespace Routing.Tests;

/// <summary>Files of the repository that tests read as they stand.</summary>
internal static class RepositoryFiles
{
    public static byte[] Read(params string[] path) => File.ReadAllBytes(PathOf(path));

    public static string PathOf(params string[] path) => Path.Combine([Root(), .. path]);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Aspire.Routing.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds Aspire.Routing.sln.");
    }
}
