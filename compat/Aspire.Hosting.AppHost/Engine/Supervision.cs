using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>What every supervisor works with.</summary>
internal sealed class Supervision(
    EngineSettings settings,
    IConfiguration configuration,
    IHostEnvironment environment,
    DistributedApplicationExecutionContext execution,
    ProcessLauncher launcher,
    HealthWait health,
    RunRecord record,
    ResourceNotificationService notifications,
    ResourceLoggerService output,
    TimeProvider time,
    ILoggerFactory loggers)
{
    public EngineSettings Settings => settings;

    public LaunchPlan Plan { get; } = new(configuration, environment, execution);

    public ProcessLauncher Launcher => launcher;

    public HealthWait Health => health;

    public RunRecord Record => record;

    public ResourceNotificationService Notifications => notifications;

    public ResourceLoggerService Output => output;

    public TimeProvider Time => time;

    public ILogger Logger { get; } = loggers.CreateLogger("Aspire.Hosting");
}
