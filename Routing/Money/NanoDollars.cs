using System.Globalization;

namespace Routing.Money;

/// <summary>An exact amount of money: whole billionths of a US dollar.</summary>
/// <param name="Value">Billionths of a dollar; negative only for corrections.</param>
public readonly record struct NanoDollars(long Value) : IComparable<NanoDollars>
{
    private const decimal PerDollar = 1_000_000_000m;

    /// <summary>No money.</summary>
    public static readonly NanoDollars Zero = new(0);

    /// <summary>The amount in dollars, exact.</summary>
    public decimal Dollars => Value / PerDollar;

    /// <summary>Rounds a dollar amount up to the next billionth, so that a bound stays a bound.</summary>
    /// <exception cref="OverflowException">The amount exceeds about 9.2 billion dollars.</exception>
    public static NanoDollars FromDollars(decimal dollars) => new((long)decimal.Ceiling(dollars * PerDollar));

    /// <inheritdoc/>
    public int CompareTo(NanoDollars other) => Value.CompareTo(other.Value);

    /// <summary>Sum.</summary>
    public static NanoDollars operator +(NanoDollars left, NanoDollars right) => new(checked(left.Value + right.Value));

    /// <summary>Difference.</summary>
    public static NanoDollars operator -(NanoDollars left, NanoDollars right) => new(checked(left.Value - right.Value));

    /// <summary>Whether the left amount is smaller.</summary>
    public static bool operator <(NanoDollars left, NanoDollars right) => left.Value < right.Value;

    /// <summary>Whether the left amount is larger.</summary>
    public static bool operator >(NanoDollars left, NanoDollars right) => left.Value > right.Value;

    /// <summary>Whether the left amount is not larger.</summary>
    public static bool operator <=(NanoDollars left, NanoDollars right) => left.Value <= right.Value;

    /// <summary>Whether the left amount is not smaller.</summary>
    public static bool operator >=(NanoDollars left, NanoDollars right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => "$" + Dollars.ToString("0.#########", CultureInfo.InvariantCulture);
}
