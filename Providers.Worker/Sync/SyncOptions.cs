using System.ComponentModel.DataAnnotations;

namespace Providers.Worker.Sync;

/// <summary>How often and how patiently providers are asked for their models.</summary>
internal sealed record SyncOptions
{
    public const string Section = "Worker:Sync";

    /// <summary>From one successful sync of a provider to the next, a tenth more or less.</summary>
    /// <value>One hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The same after a failure, and for a look whether a missing key has come.</summary>
    /// <value>Five minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that fetching a list, and handing it to the catalog, may take each.</summary>
    /// <value>60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);
}
