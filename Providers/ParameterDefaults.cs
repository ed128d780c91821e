using Routing.Catalog;

namespace Providers;

/// <summary>Request parameters to fill in where the caller said nothing, and whether what the model refuses may be left out.</summary>
/// <param name="MaxTokens">Longest answer in tokens; null leaves the provider's default.</param>
/// <param name="TemperatureMillis">Sampling temperature in thousandths; null leaves the provider's default.</param>
public sealed record ParameterDefaults(int? MaxTokens, int? TemperatureMillis)
{
    /// <summary>Fills in nothing.</summary>
    public static readonly ParameterDefaults None = new(null, null);

    /// <summary>
    /// Whether the router chose the model. Then a parameter that the model refuses is left out and named, for the caller could not
    /// know; a caller who named the model gets to hear the provider's own complaint.
    /// </summary>
    public bool RouterChose { get; init; }

    /// <summary>The temperature as requests state it.</summary>
    public double? Temperature => TemperatureMillis / 1000.0;

    /// <summary>Takes over what a decision applies; null when the caller named the model.</summary>
    public static ParameterDefaults From(TierParameters? parameters) =>
        parameters is null ? None : new(parameters.MaxTokens, parameters.TemperatureMillis) { RouterChose = true };
}
