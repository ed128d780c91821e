namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds to the environment of a process just before it starts.</summary>
public sealed class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<EnvironmentCallbackContext, Task> Callback => callback;
}

/// <summary>Values are strings, or anything with a value at start.</summary>
public sealed class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    Dictionary<string, object> environmentVariables,
    CancellationToken cancellationToken)
{
    public DistributedApplicationExecutionContext ExecutionContext => executionContext;

    public Dictionary<string, object> EnvironmentVariables => environmentVariables;

    public CancellationToken CancellationToken => cancellationToken;
}

/// <summary>Adds to the arguments of a process just before it starts.</summary>
public sealed class CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<CommandLineArgsCallbackContext, Task> Callback => callback;
}

/// <summary>Arguments are strings, or anything with a value at start.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken)
{
    public IList<object> Args => args;

    public CancellationToken CancellationToken => cancellationToken;
}

/// <summary>What has to be true of another resource before this one starts.</summary>
public enum WaitType
{
    /// <summary>It is healthy.</summary>
    WaitUntilHealthy,

    /// <summary>It has ended with the expected exit code.</summary>
    WaitForCompletion,

    /// <summary>It has been started.</summary>
    WaitUntilStarted,
}

/// <summary>States that a resource starts after another.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource => resource;

    public WaitType WaitType => waitType;

    public int ExitCode => exitCode;
}

/// <summary>Names a registered health check that tells whether the resource is ready.</summary>
public sealed class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key => key;
}
