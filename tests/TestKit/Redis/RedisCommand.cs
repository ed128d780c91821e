namespace TestKit.Redis;

/// <summary>How an installed redis-server is started.</summary>
internal static class RedisCommand
{
    public static string? Installed { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);

    public static string[] Line(string folder, int port, string? password) =>
    [
        Installed ?? throw new InvalidOperationException("redis-server is not on PATH (Debian: apt-get install redis-server)."),
        "--bind", "127.0.0.1",
        "--port", $"{port}",
        "--dir", folder,
        "--save", "",
        "--appendonly", "yes",
        .. password is null ? [] : new[] { "--requirepass", password },
    ];
}
