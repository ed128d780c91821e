using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Engine;

/// <summary>What a run may decide about the engine, from configuration.</summary>
internal sealed record EngineSettings
{
    /// <summary>Where the record of running processes is kept (<c>Aspire:Store:Path</c>); null keeps none.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>Where each resource's output goes, one file each (<c>Compat:LogDirectory</c>); null writes none.</summary>
    public string? LogDirectory { get; init; }

    /// <summary>How long a resource may take until it is healthy (<c>Compat:StartSeconds</c>).</summary>
    /// <value>120 s.</value>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a process may take to end after each of the signals that ask it to.</summary>
    /// <value>10 s.</value>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a resource that was never healthy is started before the engine gives it up.</summary>
    /// <value>3.</value>
    public int StartAttempts { get; init; } = 3;

    /// <summary>The pause before the first restart; it doubles up to <see cref="LongestPause"/>.</summary>
    /// <value>0.5 s.</value>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <value>30 s.</value>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    public static EngineSettings From(IConfiguration configuration)
    {
        var settings = new EngineSettings
        {
            StoreDirectory = configuration["Aspire:Store:Path"],
            LogDirectory = configuration["Compat:LogDirectory"],
        };
        return configuration["Compat:StartSeconds"] is { Length: > 0 } seconds
            ? settings with { StartDeadline = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)) }
            : settings;
    }
}
