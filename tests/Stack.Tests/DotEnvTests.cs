using AppHost.Launch;

namespace Stack.Tests;

public sealed class DotEnvTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dotenv-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("STACK_TEST_KEY=abc", "abc")]
    [InlineData("export STACK_TEST_KEY = abc ", "abc")]
    [InlineData("STACK_TEST_KEY=\"a # b\"", "a # b")]
    [InlineData("STACK_TEST_KEY='abc'", "abc")]
    [InlineData("STACK_TEST_KEY=abc # the old one", "abc")]
    [InlineData("STACK_TEST_KEY=a=b#c", "a=b#c")]
    [InlineData("STACK_TEST_KEY=", "")]
    public void A_line_gives_a_name_and_a_value(string line, string value)
    {
        Write(".env", line);

        Assert.Equal(value, DotEnv.Read(_folder).Variables["STACK_TEST_KEY"]);
    }

    [Fact]
    public void Comments_empty_lines_and_noise_give_nothing()
    {
        Write(".env", "# STACK_TEST_KEY=1\n\n=2\nnoise\n");

        Assert.Empty(DotEnv.Read(_folder).Variables);
    }

    [Fact]
    public void The_local_file_wins_over_the_shared_one()
    {
        Write(".env", "STACK_TEST_A=1\nSTACK_TEST_B=2");
        Write(".env.local", "STACK_TEST_B=3");

        Assert.Equal(new Dictionary<string, string> { ["STACK_TEST_A"] = "1", ["STACK_TEST_B"] = "3" }, DotEnv.Read(_folder).Variables);
    }

    [Fact]
    public void The_environment_wins_over_the_files()
    {
        Write(".env", "PATH=/nowhere");

        Assert.Empty(DotEnv.Read(_folder).Variables);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
