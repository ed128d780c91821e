using System.Reflection;

namespace AppHost.Launch;

/// <summary>What the build knew and the run needs.</summary>
internal static class BuildFacts
{
    /// <summary>Whether the official Aspire packages were restored, which alone can run containers.</summary>
    public static bool IsOfficial => Read("PackageMode") == "Official";

    public static string GarnetVersion => Read("GarnetVersion");

    public static string GarnetServer => Read("GarnetServer");

    private static string Read(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value ?? "";
}
