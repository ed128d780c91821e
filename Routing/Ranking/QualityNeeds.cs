using System.Runtime.CompilerServices;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Profiles;

namespace Routing.Ranking;

/// <summary>What a request asks of a model's quality: a weight for each kind of work.</summary>
[InlineArray(Kinds)]
internal struct QualityNeeds
{
    private const int Kinds = 10;

    // From here on a capability counts as what the request asks for.
    private const int Clear = 500;
    private const int Whole = 1_000;

    private int _first;

    public static QualityNeeds Of(DecisionInput input, Capabilities required)
    {
        var needs = default(QualityNeeds);
        var any = false;
        var confidences = ExpectedWork.Capabilities(input.Features, input.Intent);
        for (var i = 0; i < CapabilityConfidences.Count; i++)
        {
            if (confidences[i] >= Clear)
            {
                needs[(int)Rated((PromptCapability)i)] = confidences[i];
                any = true;
            }
        }

        if (!any)
        {
            needs[(int)RatedCapability.Conversational] = Whole;
        }

        needs[(int)RatedCapability.Vision] = (required & Capabilities.Vision) != 0 ? Whole : 0;
        needs[(int)RatedCapability.Tools] = (required & Capabilities.Tools) != 0 ? Whole : 0;
        return needs;
    }

    private static RatedCapability Rated(PromptCapability capability) => capability switch
    {
        PromptCapability.Code => RatedCapability.Code,
        PromptCapability.Mathematical => RatedCapability.Mathematical,
        PromptCapability.Logical => RatedCapability.Logical,
        PromptCapability.Factual => RatedCapability.Factual,
        PromptCapability.Creative => RatedCapability.Creative,
        PromptCapability.Extraction => RatedCapability.Extraction,
        PromptCapability.Translation => RatedCapability.Translation,
        _ => RatedCapability.Conversational,
    };
}
