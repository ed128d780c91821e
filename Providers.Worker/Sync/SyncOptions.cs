using System.ComponentModel.DataAnnotations;
using Routing.Catalog;

namespace Providers.Worker.Sync;

/// <summary>How often and how patiently providers are asked for their models.</summary>
internal sealed record SyncOptions : IValidatableObject
{
    public const string Section = "Worker:Sync";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>From one successful sync of a provider to the next, a tenth more or less.</summary>
    /// <value>One hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The same for single providers, by id; hyphens may be written as underscores.</summary>
    /// <value>Empty: all have <see cref="Interval"/>.</value>
    public Dictionary<string, TimeSpan> Intervals { get; init; } = [];

    /// <summary>The same after a failure of the provider.</summary>
    /// <value>Five minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that fetching a list, and handing it to the catalog, may take each.</summary>
    /// <value>60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan IntervalOf(ProviderId provider) =>
        Intervals.TryGetValue(provider.Value, out var own) || Intervals.TryGetValue(provider.Value.Replace('-', '_'), out own) ? own : Interval;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from entry in Intervals
        where entry.Value < Shortest || entry.Value > Longest
        select new ValidationResult($"{nameof(Intervals)}:{entry.Key} is {entry.Value}; it must lie between {Shortest} and {Longest}.", [nameof(Intervals)]);
}
