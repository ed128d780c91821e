using TestKit.Processes;

namespace TestKit;

/// <summary>Where downloads that tests need are kept between runs.</summary>
internal static class CacheFolder
{
    /// <summary>A folder of this name, created if need be.</summary>
    public static string Named(string name) => Directory.CreateDirectory(Path.Combine(Root(), name)).FullName;

    // Programs may run as another user than root, who could not look into root's home.
    private static string Root() => UnprivilegedUser.IsNeeded
        ? "/var/tmp/aspire-routing"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "aspire-routing");
}
