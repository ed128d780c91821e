using Routing.Catalog;

namespace Providers;

/// <summary>Request parameters to fill in where the caller said nothing.</summary>
/// <param name="MaxTokens">Longest answer in tokens; null leaves the provider's default.</param>
/// <param name="TemperatureMillis">Sampling temperature in thousandths; null leaves the provider's default.</param>
public sealed record ParameterDefaults(int? MaxTokens, int? TemperatureMillis)
{
    /// <summary>Fills in nothing.</summary>
    public static readonly ParameterDefaults None = new(null, null);

    /// <summary>The temperature as requests state it.</summary>
    public double? Temperature => TemperatureMillis / 1000.0;

    /// <summary>Takes over what a decision applies; null when the caller named the model.</summary>
    public static ParameterDefaults From(TierParameters? parameters) =>
        parameters is null ? None : new(parameters.MaxTokens, parameters.TemperatureMillis);
}
