using Microsoft.AspNetCore.Connections;

namespace Router.Grpc;

/// <summary>Runs the router until it is told to stop.</summary>
internal static class RouterRun
{
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunRouterAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"The router does not start: {e.Message} Stop what uses the port, or choose another with --Kestrel:Endpoints:http:Url=http://127.0.0.1:PORT (grpc likewise).");
            return 1;
        }
    }
}
