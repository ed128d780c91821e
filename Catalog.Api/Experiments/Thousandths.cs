namespace Catalog.Api.Experiments;

/// <summary>Turns what callers write as a fraction into the whole thousandths that decide.</summary>
internal static class Thousandths
{
    // Far out of every range there is, and in that of the type.
    private const decimal Farthest = 1_000_000;

    public static int Of(decimal number) => (int)decimal.Round(Math.Clamp(number, -Farthest, Farthest) * 1_000);
}
