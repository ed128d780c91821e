using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace AppHost.Launch;

/// <summary>
/// The passwords and the service key of this clone: made once, kept in a file that only its owner can read, since the
/// data was created with them. Configuration (<c>Parameters:name</c>) wins over the file.
/// </summary>
internal static class Secrets
{
    private static readonly string[] Names = ["postgres-password", "redis-password", "service-key"];

    public static void AddTo(IConfigurationManager configuration, DataFolder data)
    {
        var path = data.Sub("secrets.json");
        var kept = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))! : [];
        var missing = Names.Where(name => !kept.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            missing.ForEach(name => kept[name] = RandomNumberGenerator.GetHexString(40, lowercase: true));
            Write(path, JsonSerializer.Serialize(kept));
        }

        foreach (var name in Names.Where(name => configuration[$"Parameters:{name}"] is null))
        {
            configuration[$"Parameters:{name}"] = kept[name];
        }
    }

    private static void Write(string path, string json)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(json);
    }
}
