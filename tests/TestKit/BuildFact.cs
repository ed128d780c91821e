using System.Reflection;

namespace TestKit;

/// <summary>Paths that only the build knows; the project file writes them into the assembly.</summary>
internal static class BuildFact
{
    public static string Named(string key) => typeof(BuildFact).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key)
        .Value!;
}
