using Microsoft.Extensions.Configuration;
using ServiceDefaults.ControlPlane;

namespace ServiceDefaults.Tests.ControlPlane;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:7090")]
    [InlineData("http://127.0.0.9:7090")]
    [InlineData("http://localhost:7090")]
    [InlineData("http://LOCALHOST:7090/")]
    [InlineData("https://[::1]:7090")]
    [InlineData("http://unix:/run/catalog.sock")]
    public void Loopback_addresses_are_closed_to_other_machines(string address)
    {
        Assert.Empty(ListenAddresses.OffLoopback(From(("urls", address))));
    }

    [Theory]
    [InlineData("http://0.0.0.0:7090")]
    [InlineData("http://*:7090")]
    [InlineData("http://+:7090")]
    [InlineData("http://[::]:7090")]
    [InlineData("http://10.0.0.4:7090")]
    [InlineData("http://catalog.internal:7090")]
    [InlineData("http://localhost.example.com:7090")]
    public void Any_other_address_is_open_to_them(string address)
    {
        Assert.Equal([address], ListenAddresses.OffLoopback(From(("urls", address))));
    }

    [Fact]
    public void One_open_address_among_several_is_found()
    {
        Assert.Equal(
            ["http://0.0.0.0:7091"], ListenAddresses.OffLoopback(From(("urls", "http://127.0.0.1:7090; http://0.0.0.0:7091"))));
    }

    [Fact]
    public void Port_lists_listen_on_every_interface()
    {
        var configuration = From(("http_ports", "8080;8081"), ("https_ports", "8443"));

        Assert.Equal(["http://*:8080", "http://*:8081", "https://*:8443"], ListenAddresses.OffLoopback(configuration));
    }

    [Fact]
    public void Urls_override_port_lists()
    {
        Assert.Empty(ListenAddresses.OffLoopback(From(("http_ports", "8080"), ("urls", "http://127.0.0.1:7090"))));
    }

    [Fact]
    public void Kestrels_endpoints_override_urls()
    {
        var configuration = From(("urls", "http://127.0.0.1:7090"), ("Kestrel:Endpoints:grpc:Url", "http://0.0.0.0:7091"));

        Assert.Equal(["http://0.0.0.0:7091"], ListenAddresses.OffLoopback(configuration));
    }

    [Fact]
    public void Nothing_configured_means_loopback()
    {
        Assert.Empty(ListenAddresses.OffLoopback(From()));
    }

    private static IConfiguration From(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
}
