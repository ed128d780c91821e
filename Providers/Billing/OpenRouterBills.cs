using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Providers.Billing;

/// <summary>
/// OpenRouter's <c>GET /activity</c>: what each model took of the credits on each of the last 30 whole days in UTC; and its
/// <c>GET /credits</c>: what was bought and used in all. What other providers bill to keys of one's own stands beside it and is no credit.
/// </summary>
internal sealed class OpenRouterBills : IBillingAdapter
{
    private const int LengthOfDay = 10;

    public string AdminKeyEnvironment => "OPENROUTER_MANAGEMENT_KEY";

    public HttpRequestMessage CreateRequest(Uri baseAddress, string adminKey, DateOnly from, DateOnly to, string? page) =>
        Get(baseAddress, "activity", adminKey);

    public BilledPage Read(ReadOnlyMemory<byte> body) => BillReader.Read(body, Days, _ => null);

    public HttpRequestMessage CreateCredits(Uri baseAddress, string adminKey) => Get(baseAddress, "credits", adminKey);

    public Credits ReadCredits(ReadOnlyMemory<byte> body) => BillReader.Read(body, answer =>
    {
        var data = answer.GetProperty("data");
        return new Credits(BillReader.Amount(data.GetProperty("total_credits")), BillReader.Amount(data.GetProperty("total_usage")));
    });

    private static HttpRequestMessage Get(Uri baseAddress, string path, string adminKey)
    {
        var request = BillReader.Get(baseAddress, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        return request;
    }

    private static IEnumerable<BilledDay> Days(JsonElement answer) => answer.GetProperty("data").EnumerateArray().Select(entry => new BilledDay(
        DateOnly.ParseExact(entry.GetProperty("date").GetString()![..LengthOfDay], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        BillReader.Amount(entry.GetProperty("usage"))));
}
