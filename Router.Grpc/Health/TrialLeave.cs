namespace Router.Grpc.Health;

/// <summary>Whether a request may be sent.</summary>
/// <param name="IsGranted">Whether it may.</param>
/// <param name="Trial">The trial it is; null when it is none.</param>
internal readonly record struct TrialLeave(bool IsGranted, Trial? Trial)
{
    /// <summary>Nothing is tried: it may.</summary>
    public static readonly TrialLeave NotNeeded = new(IsGranted: true, Trial: null);

    /// <summary>Another request is the trial.</summary>
    public static readonly TrialLeave Refused = new(IsGranted: false, Trial: null);
}
