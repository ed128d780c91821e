namespace ServiceDefaults.Quotas;

/// <summary>What a router was granted of a limit.</summary>
/// <param name="Granted">How much; less than wanted when no more is left.</param>
/// <param name="Used">What all routers have taken in the window, this included.</param>
/// <param name="Window">The window by its number: minutes since 1970.</param>
/// <param name="Left">How long it goes on.</param>
/// <param name="Routers">How many routers asked lately, this one included.</param>
public sealed record QuotaGrant(long Granted, long Used, long Window, TimeSpan Left, int Routers);
