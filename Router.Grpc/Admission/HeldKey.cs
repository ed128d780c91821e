namespace Router.Grpc.Admission;

/// <summary>What one secret proves.</summary>
/// <param name="Caller">Whoever presents it.</param>
/// <param name="Disabled">Whether it proves nothing for now.</param>
/// <param name="ExpiresAt">From when on it proves nothing any more; the end of time when it never expires.</param>
internal sealed record HeldKey(Caller Caller, bool Disabled, DateTimeOffset ExpiresAt)
{
    public KeyFault FaultAt(DateTimeOffset now) => Disabled ? KeyFault.Disabled : now >= ExpiresAt ? KeyFault.Expired : KeyFault.None;
}
