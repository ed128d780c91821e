using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        _host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = options.Args,
            ContentRootPath = options.ProjectDirectory,
        });
        AppHostDirectory = options.ProjectDirectory;
        AppHostAssembly = options.Assembly;
        if ((_host.Configuration["Publishing:Publisher"] ?? _host.Configuration["publisher"]) is not null)
        {
            throw new DistributedApplicationException("Publishing needs the official Aspire packages: build with -p:PackageMode=Official.");
        }

        LocalEngine.AddTo(_host);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    public IResourceCollection Resources { get; } = new ResourceCollection([]);

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.Any(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"There is already a resource named '{resource.Name}'.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        _host.Services.AddSingleton(ExecutionContext);
        _host.Services.AddSingleton(new DistributedApplicationModel(Resources));
        return new DistributedApplication(_host.Build());
    }
}
