namespace Routing.Quotas;

/// <summary>
/// What a router holds of one limit in one window. It spends what was granted to it and nothing else, so that all routers together
/// never spend more than the limit.
/// </summary>
/// <remarks>Not safe for threads. A window has a number; numbers that nobody granted anything in hold nothing.</remarks>
public sealed class QuotaBalance
{
    /// <summary>The window that the amounts below belong to.</summary>
    public long Window { get; private set; }

    /// <summary>Granted and not spent; below zero when requests took more than they were expected to.</summary>
    public long Free { get; private set; }

    /// <summary>What all routers have taken of the limit, as last told.</summary>
    public long Used { get; private set; }

    /// <summary>What was granted to this router in the window.</summary>
    public long Taken { get; private set; }

    /// <summary>Of that, what this router allowed itself while nobody kept count: to be told as soon as somebody does again.</summary>
    public long Untold { get; private set; }

    /// <summary>What to tell with the next question: what was spent beyond all grants, or granted by nobody.</summary>
    public long Charge => Untold + Math.Max(0, -Free);

    /// <summary>Spends an amount when it is there.</summary>
    public bool TrySpend(long amount)
    {
        if (Free < amount)
        {
            return false;
        }

        Free -= amount;
        return true;
    }

    /// <summary>Takes in what was granted.</summary>
    /// <param name="window">In which window.</param>
    /// <param name="granted">How much.</param>
    /// <param name="used">What all routers have taken, this grant included.</param>
    /// <param name="charged">The charge that was told with the question.</param>
    public void Grant(long window, long granted, long used, long charged)
    {
        // What was spent beyond all grants has been told, so that it no longer lessens what is free.
        var beyond = window == Window ? charged - Untold : 0;
        Enter(window);
        Free += granted + beyond;
        Taken += granted + beyond;
        Untold = 0;
        Used = used;
    }

    /// <summary>Lets the router spend its share while nobody keeps count for all; what it has taken before counts.</summary>
    public void Allow(long window, long share)
    {
        Enter(window);
        var more = Math.Max(0, share - Taken);
        Free += more;
        Taken += more;
        Untold += more;
        Used = Math.Max(Used, Taken);
    }

    /// <summary>Corrects what a request took, once it is known. What belongs to a window that is over changes nothing.</summary>
    /// <param name="window">In which it was taken.</param>
    /// <param name="amount">What comes back; below zero when it took more.</param>
    public void Return(long window, long amount)
    {
        if (window == Window)
        {
            Free += amount;
        }
    }

    private void Enter(long window)
    {
        if (window != Window)
        {
            (Window, Free, Used, Taken, Untold) = (window, 0, 0, 0, 0);
        }
    }
}
