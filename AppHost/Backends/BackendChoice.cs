using AppHost.Launch;
using AppHost.Report;

namespace AppHost.Backends;

/// <summary>Decides where the backends run, says so and why, and gets them ready to be started.</summary>
internal static class BackendChoice
{
    public static async Task<IBackends> MakeAsync(
        IDistributedApplicationBuilder builder,
        StackOptions options,
        DataFolder data,
        StackNotes notes,
        CancellationToken cancellationToken)
    {
        var engine = BuildFacts.IsOfficial && options.Backends is null or BackendKind.Containers
            ? await ContainerEngine.FindAsync(cancellationToken)
            : null;
        var (kind, why) = Choose(options.Backends, BuildFacts.IsOfficial, engine);
        Console.WriteLine($"Backends: {kind.ToString().ToLowerInvariant()} ({why}).");
        if (options.ResetData && kind == BackendKind.External)
        {
            throw new StartupProblem("--reset-data does not reach external servers: reset them yourself, or use --backends local.");
        }

        if (options.ResetData && engine is not null)
        {
            await engine.RemoveVolumesAsync(ContainerBackends.Volumes, cancellationToken);
        }

        return kind switch
        {
            BackendKind.Containers => new ContainerBackends(),
            BackendKind.External => ExternalBackends.From(builder.Configuration, notes),
            _ => await LocalBackends.PrepareAsync(builder, data, notes, cancellationToken),
        };
    }

    /// <exception cref="StartupProblem">Containers are asked for where none can run.</exception>
    internal static (BackendKind Kind, string Why) Choose(BackendKind? asked, bool isOfficial, ContainerEngine? engine) => asked switch
    {
        BackendKind.Containers when !isOfficial => throw new StartupProblem(
            "--backends containers needs the official Aspire packages, and this build stands in for them (package mode Compat). " +
            "Use --backends local, or build with -p:PackageMode=Official where the packages can be restored."),
        BackendKind.Containers when engine is null => throw new StartupProblem(
            "--backends containers: no container engine answers. Start Docker or Podman, or use --backends local."),
        BackendKind.Containers => (BackendKind.Containers, $"asked for; {engine!.Name} answers"),
        { } kind => (kind, "asked for"),
        null when !isOfficial => (BackendKind.Local, "the build stands in for the official Aspire packages, which containers need"),
        null when engine is null => (BackendKind.Local, "no container engine answers"),
        null => (BackendKind.Containers, $"{engine.Name} answers"),
    };
}
