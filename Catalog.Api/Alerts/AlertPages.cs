using System.Globalization;
using Catalog.Api.Rest;

namespace Catalog.Api.Alerts;

/// <summary>Pages of alerts, the newest first; a token is the number of the last alert of the page before.</summary>
internal static class AlertPages
{
    public static long Before(string? token, Faults faults)
    {
        var last = Paging.After(token, faults);
        if (last.Length == 0)
        {
            return long.MaxValue;
        }

        faults.Require(long.TryParse(last, CultureInfo.InvariantCulture, out var before), "page_token", "is not one that this list gave");
        return before;
    }

    public static Page<AlertRow> Cut(List<AlertRow> rows, int size) => Paging.Cut(rows, size, row => row.AlertId.ToString(CultureInfo.InvariantCulture));
}
