using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Tests.Catalog;

public class ProviderAvailabilityTests
{
    private static readonly Provider Plain = new() { Id = new("kimi"), Profile = "kimi", BaseUrl = new("https://kimi.example/v1"), Aliases = ["moonshot"] };

    public static TheoryData<Provider, string> WithoutKey => new()
    {
        { Plain with { ApiKeyEnvironment = "KIMI_API_KEY" }, "KIMI_API_KEY is not set" },
        { Plain with { ApiKeyFile = "/run/secrets/kimi" }, "the key file /run/secrets/kimi is missing, empty or unreadable" },
        { Plain with { ApiKeyStored = true }, "no stored key is at hand: PUT /api/v1/providers/kimi/credential sets it" },
    };

    [Theory]
    [MemberData(nameof(WithoutKey))]
    public void Says_which_key_is_missing_and_where_it_is_looked_for(Provider provider, string obstacle)
    {
        Assert.True(provider.NeedsKey);
        Assert.Equal(obstacle, ProviderAvailability.Obstacle(provider, keyHeld: false));
        Assert.Null(ProviderAvailability.Obstacle(provider, keyHeld: true));
    }

    [Fact]
    public void A_provider_that_wants_no_key_can_be_called_without_one()
    {
        Assert.False(Plain.NeedsKey);
        Assert.Null(ProviderAvailability.Obstacle(Plain, keyHeld: false));
    }

    [Fact]
    public void A_disabled_provider_is_said_to_be_disabled_whatever_its_key() =>
        Assert.Equal("provider kimi is disabled", ProviderAvailability.Obstacle(Plain with { Enabled = false, ApiKeyStored = true }, keyHeld: false));

    [Fact]
    public void It_is_meant_by_its_id_and_by_its_second_names()
    {
        Assert.True(Plain.IsAmong([new("openai"), new("kimi")]));
        Assert.True(Plain.IsAmong([new("moonshot")]));
        Assert.False(Plain.IsAmong([new("Moonshot")]));
        Assert.False(Plain.IsAmong(ImmutableArray<ProviderId>.Empty));
    }
}
