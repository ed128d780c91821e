namespace Routing.Decisions;

/// <summary>A decision, or the reason why there is none.</summary>
public abstract record RoutingOutcome
{
    private RoutingOutcome()
    {
    }

    /// <summary>The request can be served.</summary>
    /// <param name="Decision">By what.</param>
    public sealed record Decided(Decision Decision) : RoutingOutcome;

    /// <summary>The request cannot be served.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(RoutingError Error) : RoutingOutcome;
}
