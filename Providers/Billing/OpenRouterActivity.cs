using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Providers.Billing;

/// <summary>
/// OpenRouter's <c>GET /activity</c>: what each model took of the credits on each of the last 30 whole days in UTC. What other
/// providers bill to keys of one's own stands beside it and is no credit.
/// </summary>
internal sealed class OpenRouterActivity : IBillingAdapter
{
    private const int LengthOfDay = 10;

    public string AdminKeyEnvironment => "OPENROUTER_MANAGEMENT_KEY";

    public HttpRequestMessage CreateRequest(Uri baseAddress, string adminKey, DateOnly from, DateOnly to, string? page)
    {
        var request = BillReader.Get(baseAddress, "activity");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        return request;
    }

    public BilledPage Read(ReadOnlyMemory<byte> body) => BillReader.Read(body, Days, _ => null);

    private static IEnumerable<BilledDay> Days(JsonElement answer) => answer.GetProperty("data").EnumerateArray().Select(entry => new BilledDay(
        DateOnly.ParseExact(entry.GetProperty("date").GetString()![..LengthOfDay], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        BillReader.Amount(entry.GetProperty("usage"))));
}
