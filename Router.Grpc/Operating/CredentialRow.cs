namespace Router.Grpc.Operating;

/// <summary>What operators are shown of one of a provider's keys. The key itself is shown nowhere.</summary>
/// <param name="Provider">Whose key.</param>
/// <param name="Place">Which of them, from 1 in the order in which they are configured.</param>
/// <param name="State">ready, quarantined or cooling_down.</param>
/// <param name="Until">When it is used again; null while it is ready.</param>
/// <param name="Cause">Why not now; null while it is ready.</param>
internal sealed record CredentialRow(string Provider, int Place, string State, DateTimeOffset? Until, string? Cause);
