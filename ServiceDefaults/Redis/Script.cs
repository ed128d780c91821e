using System.Reflection;

namespace ServiceDefaults.Redis;

/// <summary>Reads the Lua files that are built into this assembly.</summary>
internal static class Script
{
    public static string Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
