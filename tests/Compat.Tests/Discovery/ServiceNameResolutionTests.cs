using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Compat.Tests.Discovery;

public sealed class ServiceNameResolutionTests
{
    [Theory]
    // The scheme names the endpoint.
    [InlineData("http://catalog-api/models?x=1", "http://10.0.0.1:7090/models?x=1")]
    [InlineData("https://catalog-api/", "https://10.0.0.1:7443/")]
    [InlineData("http://CATALOG-API/", "http://10.0.0.1:7090/")]
    // The first scheme of a list that has an endpoint wins.
    [InlineData("https+http://catalog-api/a", "https://10.0.0.1:7443/a")]
    [InlineData("https+http://plain/a", "http://10.0.0.2:80/a")]
    // A name before the service's name asks for that endpoint.
    [InlineData("http://_grpc.catalog-api/s", "http://10.0.0.1:7091/s")]
    [InlineData("https+http://_grpc.catalog-api/s", "http://10.0.0.1:7091/s")]
    // An endpoint may have a path of its own, and need not have a scheme.
    [InlineData("http://prefixed/a", "http://10.0.0.3:8080/base/a")]
    [InlineData("http://bare/a", "http://10.0.0.4:9/a")]
    [InlineData("http://single/a", "http://10.0.0.5:10/a")]
    // What configuration does not know is called as it stands.
    [InlineData("http://example.org:81/a", "http://example.org:81/a")]
    [InlineData("https+http://example.org/a", "https://example.org/a")]
    [InlineData("https://plain/a", "https://plain/a")]
    public async Task Resolves(string address, string expected)
    {
        var called = new CalledAddresses();
        await using var services = Services(called, Configuration()).BuildServiceProvider();

        using var response = await services.GetRequiredService<IHttpClientFactory>().CreateClient("any").GetAsync(new Uri(address));

        Assert.Equal(new Uri(expected), Assert.Single(called.Addresses));
        Assert.Equal(new Uri(address), response.RequestMessage?.RequestUri);
    }

    [Fact]
    public async Task Takes_several_endpoints_in_turn()
    {
        var called = new CalledAddresses();
        await using var services = Services(called, Configuration()).BuildServiceProvider();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient("any");

        for (var i = 0; i < 4; i++)
        {
            using var response = await client.GetAsync(new Uri("http://replicated/"));
        }

        Assert.Equal(["10.0.1.1", "10.0.1.2", "10.0.1.1", "10.0.1.2"], called.Addresses.Select(address => address.Host));
    }

    [Fact]
    public async Task Sees_a_change_of_configuration()
    {
        var called = new CalledAddresses();
        var configuration = Configuration();
        await using var services = Services(called, configuration).BuildServiceProvider();
        var client = services.GetRequiredService<IHttpClientFactory>().CreateClient("any");

        (await client.GetAsync(new Uri("http://plain/"))).Dispose();
        configuration["services:plain:http:0"] = "http://10.9.9.9:1";
        configuration.Reload();
        (await client.GetAsync(new Uri("http://plain/"))).Dispose();

        Assert.Equal(["10.0.0.2", "10.9.9.9"], called.Addresses.Select(address => address.Host));
    }

    [Fact]
    public async Task Only_clients_that_ask_for_it_resolve()
    {
        var called = new CalledAddresses();
        var collection = new ServiceCollection().AddSingleton<IConfiguration>(Configuration()).AddServiceDiscovery();
        collection.AddHttpClient("with").ConfigurePrimaryHttpMessageHandler(() => called).AddServiceDiscovery();
        collection.AddHttpClient("without").ConfigurePrimaryHttpMessageHandler(() => called);
        await using var services = collection.BuildServiceProvider();
        var clients = services.GetRequiredService<IHttpClientFactory>();

        (await clients.CreateClient("with").GetAsync(new Uri("http://plain/"))).Dispose();
        (await clients.CreateClient("without").GetAsync(new Uri("http://plain/"))).Dispose();

        Assert.Equal(["10.0.0.2", "plain"], called.Addresses.Select(address => address.Host));
    }

    [Fact]
    public async Task A_scheme_that_is_not_allowed_is_not_taken()
    {
        var called = new CalledAddresses();
        var collection = Services(called, Configuration());
        collection.Configure<Microsoft.Extensions.ServiceDiscovery.ServiceDiscoveryOptions>(options =>
        {
            options.AllowAllSchemes = false;
            options.AllowedSchemes = ["http"];
        });
        await using var services = collection.BuildServiceProvider();

        (await services.GetRequiredService<IHttpClientFactory>().CreateClient("any").GetAsync(new Uri("https+http://catalog-api/"))).Dispose();

        Assert.Equal(new Uri("http://10.0.0.1:7090/"), Assert.Single(called.Addresses));
    }

    private static ServiceCollection Services(CalledAddresses called, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration).AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => called).AddServiceDiscovery());
        return services;
    }

    private static IConfigurationRoot Configuration() => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["services:catalog-api:http:0"] = "http://10.0.0.1:7090",
        ["services:catalog-api:https:0"] = "https://10.0.0.1:7443",
        ["services:catalog-api:grpc:0"] = "http://10.0.0.1:7091",
        ["services:plain:http:0"] = "http://10.0.0.2:80",
        ["services:prefixed:http:0"] = "http://10.0.0.3:8080/base",
        ["services:bare:http:0"] = "10.0.0.4:9",
        ["services:single:http"] = "http://10.0.0.5:10",
        ["services:replicated:http:0"] = "http://10.0.1.1:1",
        ["services:replicated:http:1"] = "http://10.0.1.2:1",
    }).Build();

    private sealed class CalledAddresses : HttpMessageHandler
    {
        public List<Uri> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent) { RequestMessage = request });
        }
    }
}
