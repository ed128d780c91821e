using System.ComponentModel.DataAnnotations;

namespace Providers.Worker.Probing;

/// <summary>How often and how patiently providers are probed.</summary>
internal sealed record ProbeOptions
{
    public const string Section = "Worker:Probes";

    /// <summary>From one probe of a provider that answers to the next, a tenth more or less.</summary>
    /// <value>One minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The same while it does not answer, so that its return is soon noticed.</summary>
    /// <value>15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan FailingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that a provider may take to answer.</summary>
    /// <value>10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);
}
