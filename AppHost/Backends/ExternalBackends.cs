using AppHost.Launch;
using AppHost.Report;
using Microsoft.Extensions.Configuration;

namespace AppHost.Backends;

/// <summary>Servers that are somebody else's to run.</summary>
internal sealed class ExternalBackends(string? ollama, StackNotes notes) : IBackends
{
    private static readonly string[] Required = ["catalog", "redis"];

    /// <exception cref="StartupProblem">A connection string is missing.</exception>
    public static ExternalBackends From(IConfiguration configuration, StackNotes notes)
    {
        var missing = Required.Where(name => string.IsNullOrWhiteSpace(configuration.GetConnectionString(name))).ToList();
        return missing.Count == 0
            ? new ExternalBackends(configuration["Providers:ollama:BaseUrl"], notes)
            : throw new StartupProblem(
                $"--backends external needs {string.Join(" and ", missing.Select(name => $"ConnectionStrings__{name}"))}, " +
                "for example ConnectionStrings__catalog=\"Host=db;Username=routing;Password=…;Database=catalog\" " +
                "and ConnectionStrings__redis=\"cache:6379,password=…\".");
    }

    public Backend AddDatabase(IDistributedApplicationBuilder builder) => new(builder.AddConnectionString("catalog"), null);

    public Backend AddRedis(IDistributedApplicationBuilder builder) => new(builder.AddConnectionString("redis"), null);

    public OllamaBackend AddOllama(IDistributedApplicationBuilder builder)
    {
        if (ollama is not null)
        {
            return new OllamaBackend(ReferenceExpression.Create($"{ollama}"));
        }

        notes.Unavailable("ollama", "set Providers__ollama__BaseUrl to use one");
        return OllamaBackend.Unavailable;
    }
}
