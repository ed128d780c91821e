using System.Diagnostics.Metrics;

namespace Catalog.Api.Views;

/// <summary>What is measured of views.</summary>
internal sealed class ViewInstruments
{
    public const string Meter = "Aspire.Routing.Catalog";
    public const string FallbackName = "routing.catalog.active_view.fallbacks";

    private readonly Counter<long> _fallbacks;

    public ViewInstruments(IMeterFactory meters) => _fallbacks = meters.Create(Meter).CreateCounter<long>(
        FallbackName, "{refresh}", "Snapshots made of the whole registry since the active view is gone or cannot be read.");

    public void FellBack() => _fallbacks.Add(1);
}
