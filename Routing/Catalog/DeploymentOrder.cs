namespace Routing.Catalog;

/// <summary>Orders in which deployments are listed, the same on every machine.</summary>
public static class DeploymentOrder
{
    /// <summary>By provider, then by model name, character by character.</summary>
    public static readonly IComparer<DeploymentId> ByName = Comparer<DeploymentId>.Create(static (left, right) =>
    {
        var provider = string.CompareOrdinal(left.Provider.Value, right.Provider.Value);
        return provider != 0 ? provider : string.CompareOrdinal(left.Model, right.Model);
    });

    /// <summary>What was described by hand before what was only discovered, then by name.</summary>
    public static readonly IComparer<Deployment> DescribedFirst = Comparer<Deployment>.Create(static (left, right) =>
    {
        var discovered = (left.Origin is Origin.Discovered).CompareTo(right.Origin is Origin.Discovered);
        return discovered != 0 ? discovered : ByName.Compare(left.Id, right.Id);
    });
}
