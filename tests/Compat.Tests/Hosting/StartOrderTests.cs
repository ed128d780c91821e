using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestKit;

namespace Compat.Tests.Hosting;

public class StartOrderTests
{
    [Fact]
    public async Task A_process_gets_its_arguments_environment_and_folder()
    {
        await using var run = new LocalRun();
        run.AddScript("greeter", "echo \"$GREETING $0 $PWD\" > said; exec sleep 600").WithArgs("world").WithEnvironment("GREETING", "hello");

        await run.StartAsync();

        await Eventually.Is(() => run.Lines("said").Length == 1);
        Assert.Equal($"hello world {run.Folder}", run.Lines("said")[0]);
    }

    [Fact]
    public async Task What_a_process_prints_lands_in_its_log_file_with_the_time()
    {
        await using var run = new LocalRun();
        run.AddScript("talker", "echo out; echo err >&2; exec sleep 600");

        await run.StartAsync();

        await Eventually.Is(() => run.Lines("logs/talker.log").Length == 2);
        Assert.All(run.Lines("logs/talker.log"), line => Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} (out|err)$", line));
    }

    [Fact]
    public async Task A_dependant_starts_only_once_its_dependency_is_healthy()
    {
        await using var run = new LocalRun();
        var healthy = false;
        run.Builder.Services.AddHealthChecks().AddCheck("gate", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
        var server = run.AddScript("server", "echo up > server; exec sleep 600").WithHealthCheck("gate");
        run.AddScript("client", "cp server client; exec sleep 600").WaitFor(server);

        await run.StartAsync();
        await run.StateAsync("client", KnownResourceStates.Waiting);
        await Eventually.Is(() => run.Lines("server").Length == 1);
        Assert.Empty(run.Lines("client"));

        healthy = true;

        await run.HealthyAsync("client");
        await Eventually.Is(() => run.Lines("client").Length == 1);
    }

    [Fact]
    public async Task A_dependant_of_something_that_fails_is_never_started()
    {
        await using var run = new LocalRun();
        var broken = run.AddScript("broken", "exit 3");
        broken.WithHealthCheck("never");
        run.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        run.AddScript("client", "echo started > client; exec sleep 600").WaitFor(broken);

        await run.StartAsync();

        await run.StateAsync("client", KnownResourceStates.FailedToStart);
        Assert.Empty(run.Lines("client"));
    }

    [Fact]
    public async Task A_connection_string_is_put_together_when_the_process_starts()
    {
        await using var run = new LocalRun();
        run.Builder.Configuration["Parameters:secret"] = "s3cret";
        var secret = run.Builder.AddParameter("secret", secret: true);
        var server = run.AddScript("server", "exec sleep 600").WithEndpoint(scheme: "tcp", name: "tcp");
        var port = server.GetEndpoint("tcp").Property(EndpointProperty.Port);
        var connection = run.Builder.AddConnectionString("db", ReferenceExpression.Create($"Port={port};Password={secret}"));
        run.AddScript("client", "echo \"$ConnectionStrings__main\" > said; exec sleep 600").WithReference(connection, "main").WaitFor(server);

        await run.StartAsync();

        await Eventually.Is(() => run.Lines("said").Length == 1);
        Assert.Equal($"Port={server.GetEndpoint("tcp").Port};Password=s3cret", run.Lines("said")[0]);
    }
}
