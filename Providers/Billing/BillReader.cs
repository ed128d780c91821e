using System.Globalization;
using System.Text.Json;
using Providers.Failures;

namespace Providers.Billing;

/// <summary>What the readers of bills share: whatever is not as described makes the whole page worthless, since money must not be guessed.</summary>
internal static class BillReader
{
    public static BilledPage Read(ReadOnlyMemory<byte> body, Func<JsonElement, IEnumerable<BilledDay>> days, Func<JsonElement, string?> nextPage) =>
        Read(body, answer =>
        {
            var byDay = days(answer)
                .GroupBy(day => day.Day)
                .OrderBy(day => day.Key)
                .Select(day => new BilledDay(day.Key, day.Sum(part => part.Dollars)));
            return new BilledPage([.. byDay], nextPage(answer));
        });

    public static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed($"The bill cannot be read. {e.Message}"));
        }
    }

    /// <summary>An amount, as a number or as text.</summary>
    public static decimal Amount(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
        : value.GetDecimal();

    /// <exception cref="FormatException">The currency is another one.</exception>
    public static void RequireDollars(string? currency)
    {
        if (!"usd".Equals(currency, StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"It is in {currency ?? "no currency"}, not in US dollars.");
        }
    }

    /// <summary>The next page, where the answer says that there is one.</summary>
    public static string? NextPage(JsonElement answer) => answer.GetProperty("has_more").GetBoolean() ? answer.GetProperty("next_page").GetString() : null;

    /// <summary>A request for a path below an address.</summary>
    public static HttpRequestMessage Get(Uri baseAddress, string path) => new(HttpMethod.Get, $"{baseAddress.ToString().TrimEnd('/')}/{path}");

    public static string Moment(DateOnly day) => $"{day:yyyy-MM-dd}T00:00:00Z";
}
