namespace Routing.Money;

/// <summary>What a kind of token costs.</summary>
/// <param name="NanoDollarsPerMillion">Billionths of a dollar for a million tokens; $0.15 per million is 150,000,000.</param>
public readonly record struct TokenPrice(long NanoDollarsPerMillion)
{
    private const long Million = 1_000_000;

    /// <summary>The price in dollars per million tokens.</summary>
    public decimal DollarsPerMillion => new NanoDollars(NanoDollarsPerMillion).Dollars;

    /// <summary>Reads a price as providers publish it.</summary>
    /// <param name="dollars">Dollars per million tokens, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The price is negative.</exception>
    public static TokenPrice FromDollarsPerMillion(decimal dollars)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dollars);
        return new(NanoDollars.FromDollars(dollars).Value);
    }

    /// <summary>What a number of tokens costs, a fraction of a billionth rounded up.</summary>
    public NanoDollars For(long tokens)
    {
        // Nearly every amount fits into 64 bits, which are divided many times faster.
        if (Math.BigMul(tokens, NanoDollarsPerMillion, out var low) == 0 && low is >= 0 and <= long.MaxValue - Million)
        {
            return new((low + Million - 1) / Million);
        }

        var exact = (Int128)tokens * NanoDollarsPerMillion;
        return new((long)((exact + Million - 1) / Million));
    }
}
