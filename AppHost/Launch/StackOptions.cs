namespace AppHost.Launch;

/// <summary>Where PostgreSQL, the Redis-protocol server and Ollama run.</summary>
internal enum BackendKind
{
    Containers,
    Local,
    External,
}

/// <summary>What the command line asks for.</summary>
/// <param name="Backends">Null leaves the choice to what the machine offers.</param>
/// <param name="DynamicPorts">Whether services take any free port instead of their fixed ones.</param>
/// <param name="WithSimulator">Whether a development run adds the provider simulator.</param>
/// <param name="ResetData">Whether all data of earlier runs is deleted first.</param>
/// <param name="ForAspire">Arguments that belong to Aspire itself, such as those of a publish.</param>
internal sealed record StackOptions(BackendKind? Backends, bool DynamicPorts, bool WithSimulator, bool ResetData, IReadOnlyList<string> ForAspire)
{
    public static StackOptions Default { get; } = new(null, DynamicPorts: false, WithSimulator: true, ResetData: false, []);
}
