namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program on this machine.</summary>
public class ExecutableResource(string name, string command, string workingDirectory)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public string Command => command;

    public string WorkingDirectory => workingDirectory;
}

/// <summary>A .NET project of the solution.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport;

/// <summary>A container. It can be stated in the model, and is refused when the stand-in is asked to start it.</summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public string? Entrypoint { get; set; } = entrypoint;
}

internal sealed record ProjectAnnotation(IProjectMetadata Project) : IResourceAnnotation;
