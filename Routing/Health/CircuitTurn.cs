namespace Routing.Health;

/// <summary>A turn of a circuit.</summary>
/// <param name="Opens">Whether it opens, or opens again; else it closes.</param>
/// <param name="For">How long until a trial is due; zero when it closes.</param>
/// <param name="Openings">How often it has now opened in a row.</param>
/// <param name="Cause">Why, in words fit for operators and callers.</param>
public sealed record CircuitTurn(bool Opens, TimeSpan For, int Openings, string Cause);
