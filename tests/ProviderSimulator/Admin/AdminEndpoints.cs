using System.Text.Json;
using Simulation.Wire;

namespace Simulation.Admin;

/// <summary>Scripting over HTTP, for other processes and for a person with curl.</summary>
internal static class AdminEndpoints
{
    public const string Prefix = "/_sim";

    public static async Task AnswerAsync(HttpContext http, SimulatorState state)
    {
        switch (http.Request.Method, http.Request.Path.Value)
        {
            case ("POST", "/_sim/script"):
                await AddScriptAsync(http, state);
                break;
            case ("GET", "/_sim/counters"):
                await http.Response.WriteAsJsonAsync(state.Counters.Snapshot(), Json.Admin);
                break;
            case ("GET", "/_sim/requests"):
                await http.Response.WriteAsJsonAsync(state.Requests.All(), Json.Admin);
                break;
            case ("DELETE", "/_sim"):
                state.Reset();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                await http.Response.WriteAsync("Known: POST /_sim/script, GET /_sim/counters, GET /_sim/requests, DELETE /_sim\n");
                break;
        }
    }

    private static async Task AddScriptAsync(HttpContext http, SimulatorState state)
    {
        try
        {
            var script = await JsonSerializer.DeserializeAsync<Script>(http.Request.Body, Json.Admin, http.RequestAborted);
            if (script is null || (script.Replies.Count == 0 && script.Always is null))
            {
                throw new JsonException("A script needs 'replies', 'always' or both.");
            }

            script.AddTo(state.Scripts);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (JsonException e)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync(e.Message + "\n");
        }
    }
}
