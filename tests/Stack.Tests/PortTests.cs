using System.Net;
using System.Net.Sockets;
using AppHost.Launch;
using AppHost.Ports;

namespace Stack.Tests;

public class PortTests
{
    [Fact]
    public void A_taken_port_is_reported_with_its_owner_and_the_ways_out()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var problem = Assert.Throws<StartupProblem>(() => new ServicePorts(dynamic: false).For("router", "http", port));

        Assert.StartsWith($"Port {port} (router, http) is taken by ", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId}). Stop it (kill {Environment.ProcessId})", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("--ports dynamic.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_only_a_wildcard_listener_holds_is_taken_too()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.Throws<StartupProblem>(() => new ServicePorts(dynamic: false).For("router", "http", port));
    }

    [Fact]
    public void Dynamic_ports_ask_for_nothing()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.NotEqual(port, new ServicePorts(dynamic: true).For("router", "http", port));
    }
}
