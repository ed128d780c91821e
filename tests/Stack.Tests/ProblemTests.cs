namespace Stack.Tests;

/// <summary>Each of these ends at once, with one line that names the cause and the way out.</summary>
public sealed class ProblemTests : IDisposable
{
    private readonly StackFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("error: Unknown argument '--bogus'. --help lists the known ones.", "--bogus")]
    [InlineData("error: --backends takes containers, local, external, not 'clouds'.", "--backends", "clouds")]
    [InlineData("error: --ports needs a value. --help says which.", "--ports")]
    [InlineData("error: --backends external needs ConnectionStrings__catalog and ConnectionStrings__redis", "--backends=external")]
    public async Task Wrong_arguments_are_named(string message, params string[] arguments)
    {
        var (exitCode, output) = await AppHostProcess.RunAsync(_folder, arguments);

        Assert.Equal(1, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_argument()
    {
        var (exitCode, output) = await AppHostProcess.RunAsync(_folder, ["--help"]);

        Assert.Equal(0, exitCode);
        Assert.All((string[])["--backends", "--ports", "--no-simulator", "--reset-data", "--help"], name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Missing_programs_are_named_with_the_way_out()
    {
        var nowhere = new Dictionary<string, string> { ["AppHost__PostgresBin"] = "/nowhere" };

        var (exitCode, output) = await AppHostProcess.RunAsync(_folder, ["--ports", "dynamic"], nowhere);

        Assert.Equal(1, exitCode);
        Assert.Contains("error: AppHost__PostgresBin names /nowhere, which does not hold initdb and postgres", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_crashes_at_once_ends_the_start_with_its_own_words()
    {
        var broken = new Dictionary<string, string> { ["Kestrel__Endpoints__broken__Url"] = "nonsense" };

        var (exitCode, output) = await AppHostProcess.RunAsync(_folder, ["--ports", "dynamic"], broken);

        Assert.Equal(1, exitCode);
        Assert.Matches(@"error: [\w-]+ did not start: it aborted .*Unhandled exception.*nonsense.* Log: .*\.log", output);
        Assert.Contains("Stopping ", output, StringComparison.Ordinal);
    }
}
