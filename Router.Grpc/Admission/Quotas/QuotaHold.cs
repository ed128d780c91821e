namespace Router.Grpc.Admission.Quotas;

/// <summary>What a request has taken of its caller's limits.</summary>
internal sealed class QuotaHold(long tokens)
{
    private readonly List<(QuotaMeter Meter, QuotaUnit Unit, QuotaSpent Spent)> _spent = [];

    /// <summary>How many tokens it is expected to take.</summary>
    public long Tokens => tokens;

    public void Add(QuotaMeter meter, QuotaUnit unit, QuotaSpent spent) => _spent.Add((meter, unit, spent));

    /// <summary>Gives everything back, as if the request had not come.</summary>
    public void Cancel()
    {
        foreach (var (meter, unit, spent) in _spent)
        {
            meter.Return(spent, unit is QuotaUnit.Tokens ? tokens : 1);
        }
    }

    /// <summary>Corrects what was expected by what it took.</summary>
    public void Settle(long taken)
    {
        foreach (var (meter, unit, spent) in _spent)
        {
            if (unit is QuotaUnit.Tokens)
            {
                meter.Return(spent, tokens - taken);
            }
        }
    }
}
