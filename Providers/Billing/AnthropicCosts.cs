using System.Text.Json;

namespace Providers.Billing;

/// <summary>Anthropic's <c>GET /organizations/cost_report</c>: days as buckets, amounts as text in cents. The costs are those of the whole organisation.</summary>
internal sealed class AnthropicCosts : IBillingAdapter
{
    private const int MostDays = 31;
    private const decimal CentsPerDollar = 100;
    private const string Version = "2023-06-01";

    public string AdminKeyEnvironment => "ANTHROPIC_ADMIN_KEY";

    public HttpRequestMessage CreateRequest(Uri baseAddress, string adminKey, DateOnly from, DateOnly to, string? page)
    {
        var query = $"organizations/cost_report?starting_at={BillReader.Moment(from)}&ending_at={BillReader.Moment(to)}&bucket_width=1d&limit={MostDays}";
        var request = BillReader.Get(baseAddress, page is null ? query : $"{query}&page={Uri.EscapeDataString(page)}");
        request.Headers.Add("x-api-key", adminKey);
        request.Headers.Add("anthropic-version", Version);
        return request;
    }

    public BilledPage Read(ReadOnlyMemory<byte> body) => BillReader.Read(body, Days, BillReader.NextPage);

    private static IEnumerable<BilledDay> Days(JsonElement answer) => answer.GetProperty("data").EnumerateArray().Select(bucket =>
    {
        var day = bucket.GetProperty("starting_at").GetDateTimeOffset();
        return new BilledDay(DateOnly.FromDateTime(day.UtcDateTime), bucket.GetProperty("results").EnumerateArray().Sum(Dollars));
    });

    private static decimal Dollars(JsonElement result)
    {
        BillReader.RequireDollars(result.GetProperty("currency").GetString());
        return BillReader.Amount(result.GetProperty("amount")) / CentsPerDollar;
    }
}
