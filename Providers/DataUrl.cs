using System.Diagnostics.CodeAnalysis;

namespace Providers;

/// <summary>An image that a <c>data:</c> address holds itself.</summary>
/// <param name="MediaType">Its type, as in <c>image/png</c>.</param>
/// <param name="Base64">Its bytes in base64.</param>
internal sealed record DataUrl(string MediaType, string Base64)
{
    public static bool TryRead(string url, [NotNullWhen(true)] out DataUrl? data)
    {
        data = null;
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var head = url[5..comma];
        const string Mark = ";base64";
        if (!head.EndsWith(Mark, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Parameters may stand between the type and the mark.
        var type = head[..^Mark.Length].Split(';')[0];
        data = new(type.Length > 0 ? type : "application/octet-stream", url[(comma + 1)..]);
        return true;
    }
}
