using Simulation.Admin;
using Simulation.Playing;

namespace Simulation;

internal static class SimulatorHosting
{
    public static void AddProviderSimulator(this WebApplicationBuilder builder)
    {
        // Nothing is logged per request unless asked for: the simulator also stands behind benchmarks.
        if (builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] is null)
        {
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        }

        var options = new SimulatorOptions();
        builder.Configuration.GetSection("Simulator").Bind(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<SimulatorState>();
        builder.Services.AddSingleton<CallPlayer>();
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = kestrel.ApplicationServices.GetRequiredService<SimulatorOptions>().BodyLimit;
            kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection =>
            {
                var state = listen.ApplicationServices.GetRequiredService<SimulatorState>();
                state.Counters.CountConnection();
                return next(connection);
            }));
        });
    }

    public static void MapProviderSimulator(this WebApplication app)
    {
        var state = app.Services.GetRequiredService<SimulatorState>();
        var player = app.Services.GetRequiredService<CallPlayer>();
        app.Run(http => http.Request.Path.Value switch
        {
            "/health" => http.Response.WriteAsync("ok"),
            { } path when path.StartsWith(AdminEndpoints.Prefix, StringComparison.Ordinal) => AdminEndpoints.AnswerAsync(http, state),
            _ => player.AnswerAsync(http),
        });
    }
}
