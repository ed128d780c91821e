namespace Routing.Catalog;

/// <summary>Request parameters that a tier fills in where the caller left them open.</summary>
public sealed record TierParameters
{
    /// <summary>Longest answer in tokens; null leaves the provider's default.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Sampling temperature in thousandths (700 is 0.7), so that decisions hash alike everywhere; null leaves the default.</summary>
    public int? TemperatureMillis { get; init; }

    /// <summary>These, and what others set where these say nothing.</summary>
    public TierParameters Over(TierParameters? others) => new()
    {
        MaxTokens = MaxTokens ?? others?.MaxTokens,
        TemperatureMillis = TemperatureMillis ?? others?.TemperatureMillis,
    };
}
