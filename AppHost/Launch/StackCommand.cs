using AppHost.Backends;
using AppHost.Ports;
using AppHost.Report;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AppHost.Launch;

/// <summary>One start of the stack, from the arguments to the exit code.</summary>
internal static class StackCommand
{
    /// <returns>0 after a stop that was asked for, 1 when the arguments are wrong or the stack could not start.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IDistributedApplicationBuilder, Stack> topology)
    {
        if (CommandLine.AsksForHelp(args))
        {
            Console.WriteLine(CommandLine.Help);
            return 0;
        }

        try
        {
            return await RunAsync(CommandLine.Parse(args), topology);
        }
        catch (Exception e) when (e is StartupProblem or DistributedApplicationException)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopped before everything was prepared.");
            return 0;
        }
    }

    private static async Task<int> RunAsync(StackOptions options, Action<IDistributedApplicationBuilder, Stack> topology)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environments.Development;
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var repository = Repository.Find();

        using var data = DataFolder.Open(settings["AppHost:DataDirectory"], repository);
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args =
            [
                "--environment", environment,
                "--Aspire:Store:Path", data.FullPath,
                "--Compat:LogDirectory", settings["AppHost:LogDirectory"] ?? Path.Combine(repository, "logs"),
                .. options.ForAspire,
            ],
        });

        var (stack, report) = await PrepareAsync(builder, options, data, repository);
        topology(builder, stack);
        builder.Services.AddSingleton(report);
        builder.Services.AddHostedService<StartupReport>();
        await using var application = builder.Build();
        await application.RunAsync();
        return Environment.ExitCode;
    }

    private static async Task<(Stack Stack, StackNotes Notes)> PrepareAsync(
        IDistributedApplicationBuilder builder,
        StackOptions options,
        DataFolder data,
        string repository)
    {
        using var stop = new StopSignals();
        var notes = new StackNotes(data.FullPath, builder.Configuration["Compat:LogDirectory"]!);
        var dotEnv = builder.Environment.IsDevelopment() ? DotEnv.Read(repository) : DotEnv.None;
        builder.Configuration.AddInMemoryCollection(dotEnv.Settings);
        if (dotEnv.Variables.Count > 0)
        {
            Console.WriteLine($"From .env and .env.local: {string.Join(", ", dotEnv.Variables.Keys.Order(StringComparer.Ordinal))}.");
        }

        if (options.ResetData)
        {
            Console.WriteLine($"Deleting the data of earlier runs in {data.FullPath}.");
            data.Reset();
        }

        Secrets.AddTo(builder.Configuration, data);
        var ports = new ServicePorts(options.DynamicPorts);
        var backends = await BackendChoice.MakeAsync(builder, options, data, notes, stop.Token);
        var simulator = options.WithSimulator && builder.Environment.IsDevelopment();
        if (simulator)
        {
            notes.Say("sim-small, sim-medium and sim-large are the provider simulator's: last in each tier, used when nothing else is usable.");
        }

        var stack = new Stack(backends, ports, dotEnv, simulator, notes);
        notes.Say($"The first admin key, which may make virtual keys: {stack.AdminKeyFile}");
        return (stack, notes);
    }
}
