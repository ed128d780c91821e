using AppHost.Backends;
using AppHost.Launch;

namespace Stack.Tests;

public class BackendChoiceTests
{
    private static readonly ContainerEngine Docker = new("docker");

    [Fact]
    public void Containers_are_chosen_where_an_engine_answers_and_the_official_packages_are_in_use() =>
        Assert.Equal((BackendKind.Containers, "docker answers"), BackendChoice.Choose(null, isOfficial: true, Docker));

    [Fact]
    public void Without_an_engine_the_servers_run_as_local_processes() =>
        Assert.Equal((BackendKind.Local, "no container engine answers"), BackendChoice.Choose(null, isOfficial: true, engine: null));

    [Fact]
    public void The_stand_ins_run_local_processes_and_say_why()
    {
        var (kind, why) = BackendChoice.Choose(null, isOfficial: false, engine: null);

        Assert.Equal(BackendKind.Local, kind);
        Assert.Contains("stands in for the official Aspire packages", why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_asked_for_is_taken() =>
        Assert.Equal((BackendKind.External, "asked for"), BackendChoice.Choose(BackendKind.External, isOfficial: true, Docker));

    [Theory]
    [InlineData(false, "package mode Compat")]
    [InlineData(true, "Start Docker or Podman")]
    public void Containers_that_cannot_run_are_refused_with_the_way_out(bool isOfficial, string wayOut)
    {
        var problem = Assert.Throws<StartupProblem>(() => BackendChoice.Choose(BackendKind.Containers, isOfficial, engine: null));

        Assert.Contains(wayOut, problem.Message, StringComparison.Ordinal);
    }
}
