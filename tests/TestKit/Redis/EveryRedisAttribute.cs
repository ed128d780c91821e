using System.Reflection;
using Xunit.Sdk;

namespace TestKit.Redis;

/// <summary>
/// Runs a theory on each program that speaks the Redis protocol, handed over as its first argument. Redis itself is left out where
/// it is not installed, except on CI, where the test then fails and says what to install.
/// </summary>
public sealed class EveryRedisAttribute : DataAttribute
{
    /// <summary>The programs that are there.</summary>
    public static IReadOnlyList<RedisKind> All { get; } =
        RedisCommand.Installed is null && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 }
            ? [RedisKind.Garnet]
            : [RedisKind.Garnet, RedisKind.Redis];

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => All.Select(kind => new object[] { kind });
}
