using System.Text;

namespace Catalog.Api.Rest;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="NextPageToken">Asks for the next page; null after the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken);

/// <summary>Page sizes and tokens. A token is the key of the last row of the page before.</summary>
internal static class Paging
{
    private const int DefaultSize = 100;
    private const int LargestSize = 1_000;

    public static int Size(int? asked, Faults faults)
    {
        faults.Require(asked is null or > 0, "page_size", "must be 1 or more");
        return Math.Min(asked ?? DefaultSize, LargestSize);
    }

    public static string After(string? token, Faults faults)
    {
        if (string.IsNullOrEmpty(token))
        {
            return "";
        }

        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var written))
        {
            faults.Add("page_token", "is not one that this list gave");
            return "";
        }

        return Encoding.UTF8.GetString(bytes, 0, written);
    }

    /// <summary>Cuts a list that was read one row too far.</summary>
    public static Page<T> Cut<T>(List<T> rows, int size, Func<T, string> key) => rows.Count <= size
        ? new Page<T>(rows, null)
        : new Page<T>(rows[..size], Convert.ToBase64String(Encoding.UTF8.GetBytes(key(rows[size - 1]))));
}
