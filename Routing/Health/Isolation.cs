namespace Routing.Health;

/// <summary>An operator's word that nothing is sent somewhere until it is put back.</summary>
/// <param name="Reason">Why, for others to read.</param>
/// <param name="By">Who, as they called themselves.</param>
/// <param name="At">Since when.</param>
public sealed record Isolation(string Reason, string By, DateTimeOffset At);
