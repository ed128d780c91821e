namespace Routing.Features;

/// <summary>A point at which the score of a measure is laid down.</summary>
/// <param name="Value">The measure.</param>
/// <param name="ScoreMillis">Its score in thousandths, 0 to 10,000.</param>
public readonly record struct CurvePoint(long Value, int ScoreMillis);
