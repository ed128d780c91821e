using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Profiles;

namespace Routing.Ranking;

/// <summary>What a request asks of a model's quality: a weight for each kind of work.</summary>
internal struct QualityNeeds
{
    /// <summary>As many as <see cref="RatedCapability"/> has.</summary>
    public const int Kinds = 10;

    // From here on a capability counts as what the request asks for.
    private const int Clear = 500;
    private const int Whole = 1_000;

    private Weights _weights;
    private Reciprocal _sum;

    /// <summary>The kinds of work that have a weight, a bit each.</summary>
    public uint Asked { get; private set; }

    /// <summary>All weights together.</summary>
    private int Sum { get; set; }

    /// <summary>The kind with the greatest weight, of equals the first; talk when none has any.</summary>
    public readonly RatedCapability Strongest
    {
        get
        {
            var strongest = RatedCapability.Conversational;
            for (var kind = 0; kind < Kinds; kind++)
            {
                strongest = this[kind] > this[(int)strongest] ? (RatedCapability)kind : strongest;
            }

            return strongest;
        }
    }

    /// <summary>The weight of a kind of work in thousandths, by its place in <see cref="RatedCapability"/>.</summary>
    public readonly int this[int kind] => _weights[kind];

    /// <summary>A sum of numbers, each times its weight, over all weights: rounded half up.</summary>
    public readonly int Mean(int sum) => _sum.Divide(sum + (Sum / 2));

    /// <summary>The same of eight sums at once.</summary>
    public readonly Vector256<int> Mean(Vector256<int> sums) => _sum.Divide(sums + Vector256.Create(Sum / 2));

    public static QualityNeeds Of(DecisionInput input, Capabilities required)
    {
        var needs = default(QualityNeeds);
        var confidences = ExpectedWork.Capabilities(input.Features, input.Intent);
        for (var i = 0; i < CapabilityConfidences.Count; i++)
        {
            if (confidences[i] >= Clear)
            {
                needs.Add(RatedCapabilities.Of((PromptCapability)i), confidences[i]);
            }
        }

        if (needs.Sum == 0)
        {
            needs.Add(RatedCapability.Conversational, Whole);
        }

        if ((required & Capabilities.Vision) != 0)
        {
            needs.Add(RatedCapability.Vision, Whole);
        }

        if ((required & Capabilities.Tools) != 0)
        {
            needs.Add(RatedCapability.Tools, Whole);
        }

        return needs;
    }

    /// <summary>One kind of work and nothing else.</summary>
    public static QualityNeeds Only(RatedCapability kind)
    {
        var needs = default(QualityNeeds);
        needs.Add(kind, Whole);
        return needs;
    }

    private void Add(RatedCapability kind, int weight)
    {
        _weights[(int)kind] = weight;
        Asked |= 1u << (int)kind;
        Sum += weight;
        _sum = new(Sum);
    }

    [InlineArray(Kinds)]
    private struct Weights
    {
        private int _first;
    }
}
