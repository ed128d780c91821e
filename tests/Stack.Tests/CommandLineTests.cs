using AppHost.Launch;

namespace Stack.Tests;

public class CommandLineTests
{
    [Fact]
    public void Nothing_asked_for_means_fixed_ports_the_simulator_and_kept_data() => Assert.Equal(StackOptions.Default, CommandLine.Parse([]));

    [Theory]
    [InlineData("--backends", "external")]
    [InlineData("--backends=external")]
    public void A_value_follows_after_a_space_or_an_equals_sign(params string[] args) =>
        Assert.Equal(BackendKind.External, CommandLine.Parse(args).Backends);

    [Fact]
    public void Arguments_combine()
    {
        var options = CommandLine.Parse(["--reset-data", "--ports", "dynamic", "--no-simulator", "--backends", "local"]);

        Assert.Equal(new StackOptions(BackendKind.Local, DynamicPorts: true, WithSimulator: false, ResetData: true, options.ForAspire), options);
    }

    [Fact]
    public void What_belongs_to_a_publish_is_passed_on_to_Aspire() =>
        Assert.Equal(["--publisher", "manifest"], CommandLine.Parse(["--publisher", "manifest"]).ForAspire);
}
