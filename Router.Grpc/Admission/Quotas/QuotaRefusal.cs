namespace Router.Grpc.Admission.Quotas;

/// <summary>Why a request is not let through for now.</summary>
/// <param name="Limit">The limit that has no room for it.</param>
/// <param name="Need">How much it takes.</param>
/// <param name="Wait">Until the limit counts anew.</param>
internal sealed record QuotaRefusal(QuotaLimit Limit, long Need, TimeSpan Wait)
{
    private string Of => Limit.Model is { } model ? $" of {model}" : "";

    private string Unit => Limit.Unit is QuotaUnit.Tokens ? "tokens" : "requests";

    /// <summary>What happened and what to do next.</summary>
    public string Message => Need > Limit.PerMinute
        ? $"This request alone takes {Need} {Unit}{Of}, and the virtual key is let through {Limit.PerMinute} a minute. Shorten it, lower max_tokens, or ask for a higher limit."
        : $"The virtual key has used up its {Limit.PerMinute} {Unit}{Of} a minute. Try again in {Math.Max(1, (int)Math.Ceiling(Wait.TotalSeconds))} s.";
}
