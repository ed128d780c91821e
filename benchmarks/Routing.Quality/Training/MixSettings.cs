using Routing.Features.Text;

namespace Routing.Quality.Training;

/// <summary>
/// How the parts are mixed: found by random search over out-of-fold predictions, by question, by subject and by source at once,
/// so that no single one of them is served at the cost of the others.
/// </summary>
internal static class MixSettings
{
    /// <summary>Familiarity at which what was learned between kinds of prompts is half trusted, and how fast that changes.</summary>
    public const double TrustMiddle = 0.589;

    public const double TrustWidth = 0.055;

    /// <summary>Shares in thousandths, by <see cref="GainMix"/>.</summary>
    public static readonly int[] Mix = [880, 670, 877, 27, 465, 1_990, 1_048, 497];

    /// <summary>Share of what was learned and of the rules in a capability's logit, and its offset, in thousandths.</summary>
    public static readonly (int Learned, int Ruled, int Offset)[] Capabilities =
    [
        (1_000, 1_500, -2_000),
        (1_000, 1_500, -2_000),
        (1_000, 1_500, -2_000),
        (1_000, 1_500, -2_000),
        (1_000, 1_500, -2_000),
        (1_000, 1_500, -2_000),
        (1_000, 1_500, -2_000),
        (1_000, 1_500, -2_000),
    ];

    public static int[] Trust =>
        [.. Enumerable.Range(0, 101).Select(percent => (int)Math.Round(1_000 / (1 + Math.Exp(-((percent / 100.0) - TrustMiddle) / TrustWidth))))];
}
