namespace Routing.Catalog;

/// <summary>The moments at which any price of a catalog begins.</summary>
internal sealed class PriceDates
{
    private readonly DateTimeOffset[] _begins;

    public PriceDates(IEnumerable<Deployment> deployments) =>
        _begins = [.. deployments.SelectMany(static deployment => deployment.Prices).Select(static price => price.ValidFrom).Distinct().Order()];

    /// <summary>The last of them up to a moment, and the next: between two of them prices do not change. Where there is none, the earliest and latest moment there is.</summary>
    public (DateTimeOffset Since, DateTimeOffset Until) Around(DateTimeOffset at)
    {
        var found = Array.BinarySearch(_begins, at);
        var next = found >= 0 ? found + 1 : ~found;
        return (next == 0 ? DateTimeOffset.MinValue : _begins[next - 1], next == _begins.Length ? DateTimeOffset.MaxValue : _begins[next]);
    }
}
