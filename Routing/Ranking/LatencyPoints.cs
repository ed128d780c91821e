namespace Routing.Ranking;

/// <summary>Points for how soon the answer begins: 1,000 at once, 100 fewer with each doubling from 50 ms on, 0 from about 50 s.</summary>
internal static class LatencyPoints
{
    /// <summary>For what nobody has measured: no reason to prefer it, none to avoid it.</summary>
    public const int Unknown = 500;

    private const long Shortest = 50;
    private const int PerDoubling = 100;

    private static readonly int Start = Doublings.Of(Shortest);

    public static int Of(int? firstTokenMillis) => firstTokenMillis is { } millis
        ? Math.Max(1_000 - ((Doublings.Of(Math.Max(millis, 0) + Shortest) - Start) * PerDoubling / Doublings.One), 0)
        : Unknown;
}
