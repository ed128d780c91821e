using AppHost.Launch;
using Microsoft.Extensions.Configuration.Memory;

namespace Router.Grpc.Settings;

/// <summary>Reads <c>.env</c> and <c>.env.local</c> of the working directory in development, below every other source.</summary>
internal static class DevelopmentVariables
{
    public static void AddDevelopmentVariables(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            return;
        }

        var found = DotEnv.Read(Directory.GetCurrentDirectory());
        if (found.Variables.Count == 0)
        {
            return;
        }

        // Names only: values are secrets.
        Console.WriteLine($"From .env and .env.local: {string.Join(", ", found.Variables.Keys.Order(StringComparer.Ordinal))}");
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = found.Settings,
        });
    }
}
