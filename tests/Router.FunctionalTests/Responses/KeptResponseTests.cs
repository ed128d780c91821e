using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Providers.OpenAi.Responses;
using Router.FunctionalTests.Running;
using Router.Grpc.Admission;
using Router.Grpc.OpenAi;
using Routing.Decisions;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Responses;

/// <summary>Responses that a provider keeps are read and deleted there.</summary>
public sealed class KeptResponseTests
{
    private static readonly string Id = new StoredResponse("resp_one", Catalogs.First, StoredResponse.MarkOf("two")).ToString();
    private static readonly string EarlierId = new StoredResponse("resp_zero", Catalogs.First, StoredResponse.MarkOf("two")).ToString();

    [Fact]
    public async Task One_is_read_where_it_is_kept_under_the_ids_that_callers_know()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw("""{"id":"resp_one","object":"response","previous_response_id":"resp_zero","x":[1, 2]}""", "application/json"));
        await using var router = await StartAsync(upstream);

        var response = await router.Http.GetAsync(Address($"/v1/responses/{Id}?include=message.output_text.logprobs"));

        Assert.Equal($$"""{"id":"{{Id}}","object":"response","previous_response_id":"{{EarlierId}}","x":[1, 2]}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("alpha", response.Header("x-routing-provider"));
        var asked = Assert.Single(upstream.Requests);
        Assert.Equal(("GET", "/v1/responses/resp_one", "?include=message.output_text.logprobs", "Bearer two"), (asked.Method, asked.Path, asked.Query, asked.Headers["Authorization"]));
    }

    [Fact]
    public async Task What_went_into_one_is_read_there_too()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw("""{"object":"list","data":[{"id":"msg_1"}]}""", "application/json"));
        await using var router = await StartAsync(upstream);

        var response = await router.Http.GetAsync(Address($"/v1/responses/{Id}/input_items?limit=1"));

        Assert.Equal("""{"object":"list","data":[{"id":"msg_1"}]}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(("/v1/responses/resp_one/input_items", "?limit=1"), (upstream.Requests[0].Path, upstream.Requests[0].Query));
    }

    [Fact]
    public async Task One_is_deleted_there()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw("""{"id":"resp_one","object":"response.deleted","deleted":true}""", "application/json"));
        await using var router = await StartAsync(upstream);

        var response = await router.Http.DeleteAsync(Address($"/v1/responses/{Id}"));

        Assert.Equal($$"""{"id":"{{Id}}","object":"response.deleted","deleted":true}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("DELETE", Assert.Single(upstream.Requests).Method);
    }

    [Theory]
    [InlineData("resp_one")]
    [InlineData("resp_one.bm90aGluZw")]
    [InlineData("..%2Fmodels.YWxwaGEvc2ltLXNtYWxs")]
    [InlineData("resp_one.YmV0YS9zaW0tc21hbGw")]
    public async Task What_nobody_keeps_is_not_found(string id)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await StartAsync(upstream);

        var response = await router.Http.GetAsync(Address($"/v1/responses/{id}"));

        Assert.Equal((HttpStatusCode.NotFound, "response_not_found"), (response.StatusCode, (await response.ErrorAsync()).GetProperty("code").GetString()));
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task None_can_be_cancelled_for_each_has_ended()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await StartAsync(upstream);

        var kept = await router.Http.PostAsync(Address($"/v1/responses/{Id}/cancel"), null);
        var unknown = await router.Http.PostAsync(Address("/v1/responses/resp_one/cancel"), null);

        Assert.Equal((HttpStatusCode.BadRequest, "response_not_cancellable"), (kept.StatusCode, (await kept.ErrorAsync()).GetProperty("code").GetString()));
        Assert.Equal((HttpStatusCode.NotFound, "response_not_found"), (unknown.StatusCode, (await unknown.ErrorAsync()).GetProperty("code").GetString()));
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Theory]
    [InlineData(404, 404, "response_not_found")]
    [InlineData(400, 400, "invalid_request")]
    [InlineData(500, 502, "providers_failed")]
    [InlineData(401, 502, "providers_failed")]
    public async Task What_the_provider_refuses_is_said_in_the_surfaces_words(int status, int expected, string code)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(status);
        await using var router = await StartAsync(upstream);

        var response = await router.Http.GetAsync(Address($"/v1/responses/{Id}"));

        Assert.Equal((expected, code), ((int)response.StatusCode, (await response.ErrorAsync()).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_key_reads_nothing_beyond_its_scope()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var narrow = new Caller { KeyId = "narrow", ProjectId = "project", Scope = new() { AllowedProviders = new NameSet(["beta"]) } };
        await using var router = await StartAsync(upstream, services => services.AddSingleton<IStartupFilter>(new CallerStub(() => narrow)));
        var id = router.Services.GetRequiredService<ResponseIds>().Of(new StoredResponse("resp_one", Catalogs.First), narrow);

        var response = await router.Http.GetAsync(Address($"/v1/responses/{id}"));

        Assert.Equal((HttpStatusCode.Forbidden, "not_in_key_scope"), (response.StatusCode, (await response.ErrorAsync()).GetProperty("code").GetString()));
        Assert.Equal(0, upstream.Counters.Requests);
    }

    private static Task<RouterUnderTest> StartAsync(ProviderSimulator upstream, Action<IServiceCollection>? services = null)
    {
        var snapshot = Catalogs.Of(upstream.Address);
        snapshot = snapshot with { Providers = [snapshot.Providers[0] with { Profile = "openai", ApiKeyEnvironment = "ALPHA_TEST_KEY" }] };
        return RouterUnderTest.StartAsync(snapshot, services ?? (static _ => { }), "--ALPHA_TEST_KEY=one,two");
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);
}
