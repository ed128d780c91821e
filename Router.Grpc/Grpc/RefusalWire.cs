using Routing.Decisions;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Why nothing may serve a request, in its wire form.</summary>
internal static class RefusalWire
{
    // Trailers have little room: many clients take eight kilobytes in all.
    private const int MostExclusions = 24;

    /// <param name="error">Why.</param>
    /// <param name="most">Most exclusions to list.</param>
    public static Wire.NoUsableModel ToWire(RoutingError error, int most = MostExclusions)
    {
        var wire = new Wire.NoUsableModel { Excluded = error.Exclusions.Length };
        for (var i = 0; i < error.Exclusions.Length && i < most; i++)
        {
            var (deployment, reason, detail) = error.Exclusions[i];
            wire.Exclusions.Add(new Wire.Exclusion
            {
                Provider = deployment.Provider.Value,
                Model = deployment.Model,
                Reason = DecisionNames.Of(reason),
                Detail = detail,
            });
        }

        if (error.Relaxation is { } relaxation)
        {
            wire.Relaxation = new() { Provider = relaxation.Deployment.Provider.Value, Model = relaxation.Deployment.Model };
            foreach (var (kind, value, text) in relaxation.Steps)
            {
                wire.Relaxation.Steps.Add(new Wire.RelaxationStep { Change = DecisionNames.Of(kind), Value = value, Text = text });
            }
        }

        return wire;
    }
}
