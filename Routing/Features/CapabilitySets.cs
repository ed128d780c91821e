using System.Collections.Immutable;

namespace Routing.Features;

/// <summary>Every set that there is of what a prompt may ask for, each made once.</summary>
internal static class CapabilitySets
{
    private static readonly ImmutableArray<PromptCapability>[] Known = [.. Enumerable.Range(0, 1 << CapabilityConfidences.Count).Select(Make)];

    /// <param name="set">A bit for each value of <see cref="PromptCapability"/>.</param>
    public static ImmutableArray<PromptCapability> Of(int set) => Known[set];

    private static ImmutableArray<PromptCapability> Make(int set) =>
        [.. Enumerable.Range(0, CapabilityConfidences.Count).Where(one => (set & 1 << one) != 0).Select(static one => (PromptCapability)one)];
}
