using System.Globalization;
using System.Text.Json;
using Simulation.Calls;
using Simulation.Scripting;

namespace Simulation.Playing;

/// <summary>Answers one request: reads it, counts it, finds its script, plays the reply.</summary>
internal sealed class CallPlayer(SimulatorState state)
{
    private readonly Reply _default = new() { LatencyMs = state.Options.LatencyMs, IntervalMs = state.Options.IntervalMs };
    private long _lastId;

    public async Task AnswerAsync(HttpContext http)
    {
        var route = WireRoute.Find(http.Request);
        var path = http.Request.Path.Value ?? "/";
        var body = await RequestBody.ReadAsync(http.Request);
        var call = new SimulatedCall(route.Operation, route.Wire) { Model = route.Model, Page = ModelPage.Find(http.Request.Query, state.Options) };
        JsonException? unreadable = null;
        try
        {
            call = body.Length == 0 ? call : Read(call, route, body);
        }
        catch (JsonException e)
        {
            unreadable = e;
        }

        if (state.Requests.IsOn)
        {
            state.Requests.Add(RequestBody.Record(http.Request, call.Model, body));
        }

        state.Counters.CountRequest(path, call.Model);
        var answer = new AnswerWriter(http);
        try
        {
            await PlayAsync(http, answer, call, path, unreadable);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; that is counted below and is no fault of the simulator.
        }
        finally
        {
            if (http.RequestAborted.IsCancellationRequested && !answer.WasCutHere)
            {
                state.Counters.CountAbort(path, call.Model);
            }

            state.Counters.CountEnd();
        }
    }

    private static SimulatedCall Read(SimulatedCall call, WireRoute route, ReadOnlyMemory<byte> body)
    {
        var json = JsonElement.Parse(body.Span);
        var read = route.Wire.Read(call with { Body = json }, json);
        return read with { Model = route.Model.Length > 0 ? route.Model : read.Model, Stream = read.Stream || route.StreamPath };
    }

    private async Task PlayAsync(HttpContext http, AnswerWriter answer, SimulatedCall call, string path, JsonException? unreadable)
    {
        var id = Interlocked.Increment(ref _lastId).ToString("d8", CultureInfo.InvariantCulture);
        if (call.Wire.RequestIdHeader is { } header)
        {
            http.Response.Headers[header] = $"req_sim_{id}";
        }

        var reply = state.Scripts.Take(call.Model, path, http.Request.QueryString.Value ?? "");
        if (reply is null)
        {
            if (unreadable is not null)
            {
                await answer.PlainAsync(400, call.Wire.Error(400, "Simulated: the body is not valid JSON."));
                return;
            }

            try
            {
                reply = ModelModifiers.Apply(call.Model, _default);
            }
            catch (FormatException e)
            {
                await answer.PlainAsync(400, call.Wire.Error(400, e.Message));
                return;
            }
        }

        await new ReplyPlayer(answer, call, reply).PlayAsync(id);
    }
}
