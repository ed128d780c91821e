using System.Text;
using Providers.Billing;
using Providers.Failures;

namespace Providers.Tests.Billing;

/// <summary>Answers in the shape that the providers' references show; nobody has compared them with a live account.</summary>
public sealed class BillTests
{
    private static readonly DateOnly From = new(2026, 5, 18);
    private static readonly DateOnly To = new(2026, 5, 21);

    [Fact]
    public void OpenAi_states_dollars_by_bucket_and_names_the_next_page()
    {
        var page = Read("openai", """
            {
              "object": "page",
              "data": [
                {"object": "bucket", "start_time": 1779062400, "end_time": 1779148800, "results": [
                  {"object": "organization.costs.result", "amount": {"value": 0.06, "currency": "usd"}, "line_item": null, "project_id": null},
                  {"object": "organization.costs.result", "amount": {"value": 1.2e-05, "currency": "usd"}, "line_item": null, "project_id": null}]},
                {"object": "bucket", "start_time": 1779148800, "end_time": 1779235200, "results": []}
              ],
              "has_more": true,
              "next_page": "page_AAAA=="
            }
            """);

        Assert.Equal<BilledDay>([new(new(2026, 5, 18), 0.060012m), new(new(2026, 5, 19), 0)], page.Days);
        Assert.Equal("page_AAAA==", page.NextPage);
    }

    [Fact]
    public void Anthropic_states_cents_as_text()
    {
        var page = Read("anthropic", """
            {
              "data": [{"starting_at": "2026-05-18T00:00:00Z", "ending_at": "2026-05-19T00:00:00Z", "results": [
                {"amount": "123.45", "currency": "USD", "cost_type": "tokens", "description": null, "model": null, "workspace_id": null},
                {"amount": "0.00055", "currency": "USD", "cost_type": "web_search", "description": null, "model": null, "workspace_id": null}]}],
              "has_more": false,
              "next_page": null
            }
            """);

        Assert.Equal<BilledDay>([new(new(2026, 5, 18), 1.2345055m)], page.Days);
        Assert.Null(page.NextPage);
    }

    [Fact]
    public void OpenRouter_states_what_each_model_took_of_the_credits()
    {
        var page = Read("openrouter", """
            {"data": [
              {"date": "2026-05-19", "model": "openai/gpt-4.1", "usage": 0.015, "byok_usage_inference": 0.012, "requests": 5, "prompt_tokens": 50},
              {"date": "2026-05-18 00:00:00", "model": "openai/gpt-4.1", "usage": 1, "byok_usage_inference": 0, "requests": 1, "prompt_tokens": 1},
              {"date": "2026-05-19", "model": "x-ai/grok", "usage": 0.0000001, "byok_usage_inference": 0, "requests": 1, "prompt_tokens": 1}
            ]}
            """);

        Assert.Equal<BilledDay>([new(new(2026, 5, 18), 1), new(new(2026, 5, 19), 0.0150001m)], page.Days);
    }

    [Theory]
    [InlineData("openai", """{"data": [{"start_time": 1779062400, "results": [{"amount": {"value": 1, "currency": "eur"}}]}], "has_more": false}""")]
    [InlineData("openai", """{"error": {"message": "no"}}""")]
    [InlineData("anthropic", """{"data": [{"starting_at": "2026-05-18T00:00:00Z", "results": [{"amount": "much", "currency": "USD"}]}], "has_more": false}""")]
    [InlineData("openrouter", """{"data": [{"date": "someday", "usage": 1}]}""")]
    [InlineData("openrouter", "<html>")]
    public void What_is_no_bill_in_dollars_is_no_bill(string profile, string body) =>
        Assert.Throws<UpstreamFailureException>(() => Read(profile, body));

    [Theory]
    [InlineData("openai", "https://api.openai.com/v1", "https://api.openai.com/v1/organization/costs?start_time=1779062400&end_time=1779321600&bucket_width=1d&limit=180&page=a%3D", "Authorization")]
    [InlineData("anthropic", "https://api.anthropic.com/v1/", "https://api.anthropic.com/v1/organizations/cost_report?starting_at=2026-05-18T00:00:00Z&ending_at=2026-05-21T00:00:00Z&bucket_width=1d&limit=31&page=a%3D", "x-api-key")]
    [InlineData("openrouter", "https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/activity", "Authorization")]
    public void A_request_asks_for_the_days_with_the_key_for_administrators(string profile, string address, string asked, string header)
    {
        Assert.True(BillingAdapters.TryGet(profile, out var adapter));

        using var request = adapter.CreateRequest(new(address), "sk-admin", From, To, "a=");

        Assert.Equal(asked, request.RequestUri!.AbsoluteUri);
        Assert.Contains("sk-admin", Assert.Single(request.Headers.GetValues(header)), StringComparison.Ordinal);
    }

    [Fact]
    public void OpenRouter_states_what_was_bought_and_used_of_its_credits()
    {
        Assert.True(BillingAdapters.TryGet("openrouter", out var adapter));

        using var request = adapter.CreateCredits(new("https://openrouter.ai/api/v1"), "sk-admin");

        Assert.Equal("https://openrouter.ai/api/v1/credits", request!.RequestUri!.AbsoluteUri);
        Assert.Equal("Bearer sk-admin", request.Headers.Authorization!.ToString());
        Assert.Equal(new(100.5m, 25.75m), adapter.ReadCredits("""{"data": {"total_credits": 100.5, "total_usage": 25.75}}"""u8.ToArray()));
        Assert.Throws<UpstreamFailureException>(() => adapter.ReadCredits("""{"data": {"total_credits": 100.5}}"""u8.ToArray()));
    }

    [Fact]
    public void Who_sells_no_credits_is_not_asked_for_them()
    {
        Assert.True(BillingAdapters.TryGet("openai", out var adapter));

        Assert.Null(adapter.CreateCredits(new("https://api.openai.com/v1"), "sk-admin"));
    }

    private static BilledPage Read(string profile, string body)
    {
        Assert.True(BillingAdapters.TryGet(profile, out var adapter));
        return adapter.Read(Encoding.UTF8.GetBytes(body));
    }
}
