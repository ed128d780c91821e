using System.Text.Json;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;

namespace Router.FunctionalTests.Surfaces;

/// <summary>Models whose names would end a header or leave a path: they stand in answers' headers, and in addresses of some providers.</summary>
public sealed class ModelNameTests
{
    private const string Headers = "m\r\nset-cookie: a=1 é%";
    private const string Path = "m/../../../admin?x=1#y";

    private static readonly string[] BesideChats = ["embeddings", "embed", "count_tokens"];

    public static TheoryData<string, bool> Ways
    {
        get
        {
            var ways = Surface.Ways;
            foreach (var surface in BesideChats)
            {
                ways.Add(surface, false);
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_models_name_cannot_bring_headers_of_its_own(string surface, bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream.Address, Headers));

        foreach (var profile in Profiles(surface))
        {
            var (status, headers) = await AskAsync(router, surface, stream, $"{profile}/{Headers}");

            Assert.Equal((profile, 200), (profile, status));
            Assert.DoesNotContain("set-cookie", headers.Keys);
            if (surface != "count_tokens")
            {
                Assert.Equal("m%0D%0Aset-cookie: a=1 %C3%A9%25", headers["x-routing-model"]);
            }
        }

        Assert.All(upstream.Requests, static request => Assert.DoesNotContain("set-cookie", request.Headers.Keys));
        Assert.All(upstream.Requests, static request => Assert.Equal(Headers, request.Model));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_models_name_cannot_lead_elsewhere(string surface, bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream.Address, Path));

        foreach (var profile in Profiles(surface))
        {
            await AskAsync(router, surface, stream, $"{profile}/{Path}");
        }

        Assert.All(upstream.Requests, static request => Assert.Matches("^/(v1|v1beta|api)/", request.Path));
        Assert.All(upstream.Requests, static request => Assert.DoesNotContain("x=1", request.Query, StringComparison.Ordinal));
        Assert.Equal(Profiles(surface).Count(), upstream.Counters.Requests);
    }

    // Others count for themselves, or have no embeddings.
    private static IEnumerable<string> Profiles(string surface) => Upstreams.All.Select(static row => (string)row[0])
        .Where(profile => surface switch
        {
            "count_tokens" => profile == "anthropic",
            "embeddings" or "embed" => profile != "anthropic",
            _ => true,
        });

    private static CatalogSnapshot CatalogOf(Uri address, string model)
    {
        var snapshot = Catalogs.Of(address).ThatAlsoEmbed();
        var rows = Upstreams.All.Select(static row => (Profile: (string)row[0], Root: (string)row[1])).ToArray();
        return snapshot with
        {
            Providers = [.. rows.Select(row => snapshot.Providers[0] with { Id = new(row.Profile), Profile = row.Profile, BaseUrl = new(address, row.Root) })],
            Deployments = [.. rows.Select(row => snapshot.Deployments[0] with { Id = new(new(row.Profile), model) })],
            Tiers = [],
        };
    }

    private static async Task<(int Status, IReadOnlyDictionary<string, string> Headers)> AskAsync(RouterUnderTest router, string surface, bool stream, string model)
    {
        var inJson = JsonSerializer.Serialize(model)[1..^1];
        if (!BesideChats.Contains(surface))
        {
            var heard = await router.AskAsync(surface, stream, model: surface == "grpc" ? model : inJson);
            return (heard.Status, heard.Headers);
        }

        var (path, body) = Surface.Request(surface, stream, model: inJson);
        using var response = await router.Http.PostToAsync(path, body);
        return ((int)response.StatusCode, response.Headers.ToDictionary(static header => header.Key, static header => string.Join(", ", header.Value)));
    }
}
