using System.Globalization;
using System.Net;
using System.Text.Json;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Embeddings;

/// <summary>More texts than the provider takes at a time: Gemini takes a hundred.</summary>
public sealed class ManyTextsTests
{
    private const int Most = 100;

    [Fact]
    public async Task More_texts_than_the_provider_takes_are_asked_in_parts_within_one_attempt()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Part(0, Most), Part(Most, Most), Part(2 * Most, 50));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, "/v1beta"), "gemini").ThatEmbed());

        var response = await router.Http.PostToAsync("/v1/embeddings", Body(250), ("x-routing-cache", "on"));

        var answer = await response.JsonAsync();
        Assert.Equal(
            Enumerable.Range(0, 250).Select(static number => ((float)number, number)),
            answer.GetProperty("data").EnumerateArray().Select(static item => (item.GetProperty("embedding")[0].GetSingle(), item.GetProperty("index").GetInt32())));
        Assert.Equal(250, answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal("1", response.Header("x-routing-attempts"));
        Assert.Equal(
            Enumerable.Range(0, 250).Select(static number => number.ToString(CultureInfo.InvariantCulture)),
            upstream.Requests.SelectMany(static request => TextsOf(request.Body)));
        await Eventually.Is(() => router.Ledger().Attempts.Any());
        Assert.Equal(250, Assert.Single(router.Ledger().Attempts).InputTokens);

        // Only what comes in one piece is kept.
        var again = await router.Http.PostToAsync("/v1/embeddings", Body(250), ("x-routing-cache", "on"));
        Assert.Equal("miss", again.Header("x-routing-cache"));
        Assert.Equal(6, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Where_a_part_fails_the_attempt_has_and_what_came_before_is_booked()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Part(0, Most), Reply.Error(500));
        var snapshot = Catalogs.Of(first.Address, second.Address).ThatEmbed().OfOneModel();
        snapshot = snapshot with { Providers = [.. snapshot.Providers.Select(static provider => provider with { Profile = "gemini", BaseUrl = new(provider.BaseUrl, "/v1beta") })] };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var response = await router.Http.PostToAsync("/v1/embeddings", Body(Most + 1));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("beta", "2"), (response.Header("x-routing-provider"), response.Header("x-routing-attempts")));
        Assert.Equal(Most + 1, (await response.JsonAsync()).GetProperty("data").GetArrayLength());
        Assert.Equal((2, 2), (first.Counters.Requests, second.Counters.Requests));
        await Eventually.Is(() => router.Ledger().Attempts.Count() == 2);
        Assert.Equal(("alpha", "failed", Most), router.Ledger().Attempts.Select(static row => (row.Provider, row.Outcome, (int)row.InputTokens)).First());
    }

    // One token to the text, and vectors that say which text they are of.
    private static Reply Part(int from, int count) => Reply.Json(new
    {
        embeddings = Enumerable.Range(from, count).Select(static number => new { values = new[] { number } }),
        usageMetadata = new { promptTokenCount = count },
    });

    private static string Body(int texts) =>
        JsonSerializer.Serialize(new { model = "fast", input = Enumerable.Range(0, texts).Select(static number => number.ToString(CultureInfo.InvariantCulture)), encoding_format = "float" });

    private static IEnumerable<string> TextsOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("requests").EnumerateArray().Select(static one => one.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString()!)];
    }
}
