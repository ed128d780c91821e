using System.Globalization;

namespace Catalog.Api.Reports;

/// <summary>How reports write money: as text, since a number of JSON may lose digits.</summary>
internal static class Money
{
    private const decimal PerDollar = 1_000_000_000m;

    /// <summary>Whole billionths of a dollar.</summary>
    public static string Nanos(decimal nanos) => nanos.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Dollars, exact.</summary>
    public static string Dollars(decimal nanos) => (nanos / PerDollar).ToString("0.#########", CultureInfo.InvariantCulture);
}
