using System.Globalization;

namespace Catalog.Benchmarks;

/// <summary>How the ledger is measured.</summary>
/// <param name="Events">How many events a round sends.</param>
/// <param name="Core">The one core that catalog and senders share, while PostgreSQL has all; null for all.</param>
internal sealed record LedgerOptions(int Events = 50_000, int? Core = null)
{
    /// <returns>Null when they are not understood.</returns>
    public static LedgerOptions? TryRead(ReadOnlySpan<string> options)
    {
        var read = new LedgerOptions();
        for (; !options.IsEmpty; options = options[2..])
        {
            if (options.Length < 2 || !int.TryParse(options[1], CultureInfo.InvariantCulture, out var number) || number < 0)
            {
                return null;
            }

            switch (options[0])
            {
                case "--events" when number > 0:
                    read = read with { Events = number };
                    break;
                case "--core":
                    read = read with { Core = number };
                    break;
                default:
                    return null;
            }
        }

        return read;
    }
}
