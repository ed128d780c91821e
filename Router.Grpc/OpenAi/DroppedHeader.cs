using System.Buffers;
using System.Globalization;
using System.Text;

namespace Router.Grpc.OpenAi;

/// <summary>
/// Names the request fields that a translation left out: <c>logprobs, seed</c>. Some of the names come from the caller, so the value is
/// encoded and bounded; those beyond the bound are counted, as in <c>logprobs, +7</c>.
/// </summary>
internal static class DroppedHeader
{
    /// <summary>Most characters of the value, the count at its end aside.</summary>
    public const int Limit = 1024;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:[]");

    /// <summary>Composes the value from the names of the fields, of which there is at least one.</summary>
    public static string ValueOf(IReadOnlyList<string> fields)
    {
        var text = new StringBuilder();
        for (var index = 0; index < fields.Count; index++)
        {
            // A name beyond the bound need not be encoded to be known as too long.
            var name = fields[index].Length <= Limit ? RoutingHeaders.Encode(fields[index], Plain) : null;
            var separator = text.Length > 0 ? ", " : "";
            if (name is null || text.Length + separator.Length + name.Length > Limit)
            {
                return text.Append(separator).Append(CultureInfo.InvariantCulture, $"+{fields.Count - index}").ToString();
            }

            text.Append(separator).Append(name);
        }

        return text.ToString();
    }
}
