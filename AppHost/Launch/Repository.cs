namespace AppHost.Launch;

/// <summary>The root of the clone, wherever the app host was started from.</summary>
internal static class Repository
{
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Aspire.Routing.sln")))
            {
                return folder.FullName;
            }
        }

        throw new StartupProblem("Aspire.Routing.sln is nowhere above the app host: start it inside the repository.");
    }
}
