namespace Catalog.Api.Presets;

/// <summary>What a preset fills in where a request says nothing: the content of <c>presets.parameters</c>.</summary>
internal sealed record PresetParameters
{
    /// <summary>Longest answer in tokens.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Sampling temperature from 0 to 2.</summary>
    public decimal? Temperature { get; init; }
}
