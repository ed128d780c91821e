using System.Globalization;
using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Engine;

/// <summary>Turns a resource of the model into the command, arguments and environment of its process.</summary>
internal sealed class LaunchPlan(IConfiguration configuration, IHostEnvironment host, DistributedApplicationExecutionContext execution)
{
    public async Task<ProcessSpec> ForAsync(IResource resource, CancellationToken cancellationToken)
    {
        var arguments = await ArgumentsAsync(resource, cancellationToken).ConfigureAwait(false);
        var environment = await EnvironmentAsync(resource, cancellationToken).ConfigureAwait(false);
        return resource switch
        {
            ExecutableResource program => new(program.Name, program.Command, arguments, program.WorkingDirectory, environment),
            ProjectResource project => ForProject(project, arguments, environment),
            _ => throw new DistributedApplicationException(
                $"'{resource.Name}' is a {resource.GetType().Name}, which the stand-in cannot start: it needs the official Aspire packages."),
        };
    }

    private static ProcessSpec ForProject(ProjectResource project, IReadOnlyList<string> arguments, Dictionary<string, string?> environment)
    {
        var metadata = project.Annotations.OfType<ProjectAnnotation>().Last().Project;
        var assembly = (metadata as IProjectOutput)?.TargetPath
            ?? throw new DistributedApplicationException($"The build left no output path for {metadata.ProjectPath}.");
        if (!File.Exists(assembly))
        {
            throw new DistributedApplicationException($"{assembly} is not there: build the solution (dotnet build) and start again.");
        }

        var dotnetRoot = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        environment.TryAdd("DOTNET_ROOT", dotnetRoot);
        var folder = Path.GetDirectoryName(metadata.ProjectPath)!;

        // The native host names the process after the service; 'dotnet' is what remains where there is none.
        var native = OperatingSystem.IsWindows() ? Path.ChangeExtension(assembly, ".exe") : assembly[..^".dll".Length];
        return File.Exists(native)
            ? new(project.Name, native, arguments, folder, environment)
            : new(project.Name, Path.Combine(dotnetRoot, "dotnet"), [assembly, .. arguments], folder, environment);
    }

    private static async Task<List<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var arguments = new List<string>();
        foreach (var argument in context.Args)
        {
            arguments.Add(await TextAsync(argument, cancellationToken).ConfigureAwait(false) ?? "");
        }

        return arguments;
    }

    private async Task<Dictionary<string, string?>> EnvironmentAsync(IResource resource, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>();
        if (resource is ProjectResource)
        {
            TelemetryEnvironment.Add(variables, resource.Name, configuration, host);
        }

        var context = new EnvironmentCallbackContext(execution, variables, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var environment = new Dictionary<string, string?>();
        foreach (var (name, value) in variables)
        {
            environment[name] = await TextAsync(value, cancellationToken).ConfigureAwait(false);
        }

        if (resource is ProjectResource)
        {
            AddListenAddresses(resource, environment);
        }

        return environment;
    }

    /// <summary>The app host's own addresses must not reach a service, which would listen on them.</summary>
    private static void AddListenAddresses(IResource resource, Dictionary<string, string?> environment)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint =>
            string.Create(CultureInfo.InvariantCulture, $"{endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.AllocatedEndpoint!.Port}"));
        var statesKestrelEndpoints = environment.Keys.Any(name => name.StartsWith("Kestrel__Endpoints__", StringComparison.OrdinalIgnoreCase));
        environment.TryAdd("ASPNETCORE_URLS", statesKestrelEndpoints ? null : string.Join(';', endpoints));
        environment.TryAdd("DOTNET_LAUNCH_PROFILE", null);
    }

    private static async ValueTask<string?> TextAsync(object value, CancellationToken cancellationToken) =>
        value is IValueProvider provider ? await provider.GetValueAsync(cancellationToken).ConfigureAwait(false) : value.ToString();
}
