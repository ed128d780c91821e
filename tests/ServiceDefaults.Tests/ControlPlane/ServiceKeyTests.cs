using Microsoft.Extensions.Configuration;
using ServiceDefaults.ControlPlane;

namespace ServiceDefaults.Tests.ControlPlane;

public sealed class ServiceKeyTests
{
    [Fact]
    public void Without_a_key_everybody_passes()
    {
        Assert.True(ServiceKey.From(With()).Admits(null));
        Assert.True(ServiceKey.From(With(("ServiceKey", " "))).Admits(null));
    }

    [Theory]
    [InlineData("s3cret", true)]
    [InlineData("S3cret", false)]
    [InlineData("s3cret ", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void With_a_key_only_the_key_passes(string? presented, bool admitted)
    {
        Assert.Equal(admitted, ServiceKey.From(With(("ServiceKey", "s3cret"))).Admits(presented));
    }

    [Fact]
    public void A_file_may_hold_the_key()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "s3cret\n");

            Assert.Equal("s3cret", ServiceKey.From(With(("ServiceKeyFile", file))).Value);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Off_loopback_a_service_without_a_key_refuses_to_start_and_says_what_to_do()
    {
        var configuration = With(("urls", "http://0.0.0.0:7090"));

        var refusal = Assert.Throws<InvalidOperationException>(() => ServiceKey.From(configuration).ThrowIfOpen());

        Assert.Contains("http://0.0.0.0:7090", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Set ServiceKey", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Off_loopback_a_service_with_a_key_starts()
    {
        var configuration = With(("urls", "http://0.0.0.0:7090"), ("ServiceKey", "s3cret"));

        ServiceKey.From(configuration).ThrowIfOpen();
    }

    private static IConfiguration With(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
}
