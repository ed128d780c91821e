using Catalog.Api.Database;

namespace Catalog.Api.Deployments;

/// <summary>Prices on their way into the record.</summary>
internal static class StagedPrices
{
    public const string Table = "staged_prices";

    public static readonly Staging<PriceRow> Rows = new(
        Table,
        StagedColumn<PriceRow>.Key("provider_id", row => row.ProviderId),
        StagedColumn<PriceRow>.Key("model_id", row => row.ModelId),
        StagedColumn<PriceRow>.Moment("valid_from", row => row.ValidFrom),
        StagedColumn<PriceRow>.Number("context_over", row => row.ContextOver),
        StagedColumn<PriceRow>.Amount("input", row => row.Input),
        StagedColumn<PriceRow>.Amount("output", row => row.Output),
        StagedColumn<PriceRow>.Amount("cached_input", row => row.CachedInput),
        StagedColumn<PriceRow>.Amount("cache_write", row => row.CacheWrite),
        StagedColumn<PriceRow>.Amount("batch_input", row => row.BatchInput),
        StagedColumn<PriceRow>.Amount("batch_output", row => row.BatchOutput),
        StagedColumn<PriceRow>.Amount("per_request", row => row.PerRequest),
        StagedColumn<PriceRow>.Text("origin", row => row.Origin),
        StagedColumn<PriceRow>.Text("source", row => row.Source));
}
