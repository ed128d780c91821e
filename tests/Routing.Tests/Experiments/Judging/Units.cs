using Routing.Experiments.Judging;

namespace Routing.Tests.Experiments.Judging;

/// <summary>Sums over units, as the ledger gives them.</summary>
internal static class Units
{
    public static RatioSums SumsOf(IEnumerable<(double Base, double Yield)> units)
    {
        var all = units.ToArray();
        return new(
            all.Length,
            all.Sum(unit => unit.Base),
            all.Sum(unit => unit.Yield),
            all.Sum(unit => unit.Base * unit.Base),
            all.Sum(unit => unit.Yield * unit.Yield),
            all.Sum(unit => unit.Base * unit.Yield));
    }
}
