using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Providers.Billing;

/// <summary>OpenAI's <c>GET /organization/costs</c>: days as buckets, amounts in dollars. The costs are those of the whole organisation.</summary>
internal sealed class OpenAiCosts : IBillingAdapter
{
    private const int MostDays = 180;

    public string AdminKeyEnvironment => "OPENAI_ADMIN_KEY";

    public HttpRequestMessage CreateRequest(Uri baseAddress, string adminKey, DateOnly from, DateOnly to, string? page)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture, $"organization/costs?start_time={Seconds(from)}&end_time={Seconds(to)}&bucket_width=1d&limit={MostDays}");
        var request = BillReader.Get(baseAddress, page is null ? query : $"{query}&page={Uri.EscapeDataString(page)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        return request;
    }

    public BilledPage Read(ReadOnlyMemory<byte> body) => BillReader.Read(body, Days, BillReader.NextPage);

    private static IEnumerable<BilledDay> Days(JsonElement answer) => answer.GetProperty("data").EnumerateArray().Select(bucket =>
    {
        var day = DateTimeOffset.FromUnixTimeSeconds(bucket.GetProperty("start_time").GetInt64());
        return new BilledDay(DateOnly.FromDateTime(day.UtcDateTime), bucket.GetProperty("results").EnumerateArray().Sum(Dollars));
    });

    private static decimal Dollars(JsonElement result)
    {
        var amount = result.GetProperty("amount");
        BillReader.RequireDollars(amount.GetProperty("currency").GetString());
        return BillReader.Amount(amount.GetProperty("value"));
    }

    private static long Seconds(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
}
