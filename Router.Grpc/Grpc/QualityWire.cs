using Routing.Explaining;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Where the quality of models comes from, in its wire form.</summary>
internal static class QualityWire
{
    public static Wire.ModelQuality ToWire(ModelQuality quality) => new()
    {
        Model = quality.Model,
        Points = quality.Points,
        Work = { quality.Work.Select(ToWire) },
    };

    private static Wire.QualityPart ToWire(QualityPart part)
    {
        var wire = new Wire.QualityPart { Capability = part.Capability, Weight = part.Weight, FeedbackCounts = part.FeedbackCounts, Used = part.Used };
        if (part.Profile is { } profile)
        {
            wire.Profile = profile;
        }

        if (part.Feedback is { } feedback)
        {
            wire.Feedback = feedback;
        }

        if (part.Evidence is { } evidence)
        {
            wire.Evidence = (double)evidence;
        }

        return wire;
    }
}
