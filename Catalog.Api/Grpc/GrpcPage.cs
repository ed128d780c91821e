using System.Text;

namespace Catalog.Api.Grpc;

/// <summary>Cuts a list that is ordered by key into pages. A token is the last key of the page before.</summary>
internal static class GrpcPage
{
    private const int DefaultSize = 100;
    private const int LargestSize = 1_000;

    /// <returns>The rows of the page, and the token of the next one; an empty token after the last.</returns>
    public static (IReadOnlyList<T> Rows, string NextPageToken) Cut<T>(IEnumerable<T> rows, Func<T, string> key, int pageSize, string pageToken)
    {
        if (pageSize < 0)
        {
            throw GrpcErrors.Invalid([("page_size", "is negative")]);
        }

        var size = pageSize == 0 ? DefaultSize : Math.Min(pageSize, LargestSize);
        var after = ReadToken(pageToken);
        var page = rows.Where(row => string.CompareOrdinal(key(row), after) > 0).Take(size + 1).ToArray();
        return page.Length > size
            ? (page[..size], Convert.ToBase64String(Encoding.UTF8.GetBytes(key(page[size - 1]))))
            : (page, "");
    }

    private static string ReadToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var written)
            ? Encoding.UTF8.GetString(bytes, 0, written)
            : throw GrpcErrors.Invalid([("page_token", "is not one that this list gave")]);
    }
}
