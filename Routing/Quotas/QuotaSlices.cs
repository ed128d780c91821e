namespace Routing.Quotas;

/// <summary>How a router shares a limit with the others: it takes slices of it, which shrink as the limit comes near.</summary>
public static class QuotaSlices
{
    /// <summary>A router takes this part of what is left at once, so that it rarely asks and hardly keeps anything from the others.</summary>
    public const int PartOfRest = 8;

    /// <summary>How much to ask for.</summary>
    /// <param name="limit">What may be spent in the window.</param>
    /// <param name="used">What is known to be taken of it.</param>
    /// <param name="need">What the request at hand takes; never less is asked for.</param>
    public static long Want(long limit, long used, long need) => Math.Max(need, (limit - used) / PartOfRest);

    /// <summary>What one router may spend of a limit while nobody keeps count for all of them. Rounded down, so that all shares together fit.</summary>
    /// <param name="limit">What may be spent in the window.</param>
    /// <param name="routers">How many routers there are; one when nobody knows.</param>
    public static long Share(long limit, int routers) => limit / Math.Max(1, routers);
}
