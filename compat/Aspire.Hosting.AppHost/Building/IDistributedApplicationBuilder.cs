using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Collects the resources of an application.</summary>
public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    string AppHostDirectory { get; }

    Assembly? AppHostAssembly { get; }

    IHostEnvironment Environment { get; }

    IServiceCollection Services { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    IResourceCollection Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

/// <summary>What the application was started for.</summary>
public enum DistributedApplicationOperation
{
    Run,
    Publish,
}

/// <summary>Tells a run from a publish. Stand-in: always a run.</summary>
public sealed class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    public DistributedApplicationOperation Operation => operation;

    public bool IsPublishMode => operation == DistributedApplicationOperation.Publish;

    public bool IsRunMode => operation == DistributedApplicationOperation.Run;
}

/// <summary>All resources of the application.</summary>
public sealed class DistributedApplicationModel(IEnumerable<IResource> resources)
{
    public IResourceCollection Resources { get; } = new ResourceCollection(resources);
}
