using System.Globalization;
using System.Text;
using Simulation.Calls;
using Simulation.Scripting;
using Simulation.Wire;

namespace Simulation.Playing;

/// <summary>Plays one reply: pauses, status, frames and the fault, in the order they reach the wire.</summary>
internal sealed class ReplyPlayer(AnswerWriter answer, SimulatedCall call, Reply reply)
{
    private const string HtmlPage = "<!doctype html><html><head><title>Simulated gateway error</title></head><body>Simulated.</body></html>";

    private string Message => reply.Message ?? $"Simulated {reply.Status} of the ProviderSimulator.";

    public async Task PlayAsync(string id)
    {
        answer.SplitLike(reply);
        if (reply.Until is { } until)
        {
            await until.WaitAsync(answer.Aborted);
        }

        if (reply.LatencyMs > 0)
        {
            await Task.Delay(reply.LatencyMs, answer.Aborted);
        }

        if (reply.RetryAfter is { } seconds)
        {
            answer.Header("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        switch (reply)
        {
            case { Fault: ReplyFault.Hang, FaultAfter: null }:
                await Task.Delay(Timeout.Infinite, answer.Aborted);
                return;
            case { Fault: ReplyFault.Refuse }:
                answer.Reset();
                return;
            case { Fault: ReplyFault.Html }:
                Begin(reply.Status, "text/html; charset=utf-8");
                await answer.WholeAsync(Encoding.UTF8.GetBytes(HtmlPage));
                return;
            case { Fault: ReplyFault.Endless }:
                Begin(reply.Status, reply.ContentType ?? "application/json");
                await answer.EndlessAsync(Encoding.UTF8.GetBytes(reply.Body ?? ""), reply.Compressed);
                return;
            case { Body: not null } when answer.IsKnown(reply.Headers):
                Begin(StatusCodes.Status304NotModified, contentType: null);
                return;
            case { Body: { } body, Compressed: true }:
                Begin(reply.Status, reply.ContentType ?? "application/json");
                await answer.CompressedAsync(Encoding.UTF8.GetBytes(body));
                return;
            case { Body: { } body }:
                Begin(reply.Status, reply.ContentType ?? "application/json");
                await SendWholeAsync(Encoding.UTF8.GetBytes(body));
                return;
            case { Status: not 200 }:
                await SendJsonAsync(call.Wire.Error(reply.Status, Message));
                return;
        }

        await PlaySuccessAsync(id);
    }

    private Task PlaySuccessAsync(string id) => call.Operation switch
    {
        Operation.Chat when call.Stream => StreamAsync(DefaultAnswer.For(call, reply, $"sim-{id}")),
        Operation.Chat => SendJsonAsync(call.Wire.Plain(DefaultAnswer.For(call, reply, $"sim-{id}"))),
        Operation.Embed => SendJsonAsync(call.Wire.Embeddings(ModelModifiers.BareName(call.Model), call.Body)),
        Operation.CountTokens => SendJsonAsync(call.Wire.TokenCount(call.PromptTokens)),
        Operation.ListModels => SendJsonAsync(call.Wire.ModelList(call.Page)),
        Operation.GetModel => SendJsonAsync(call.Wire.Model(ModelModifiers.BareName(call.Model))),
        Operation.Version => SendJsonAsync(new { version = "0.0.0-simulated" }),
        _ => answer.PlainAsync(404, call.Wire.Error(404, "The ProviderSimulator does not speak this path; its README lists those it does.")),
    };

    private async Task StreamAsync(Answer whole)
    {
        Begin(200, call.Wire.StreamContentType);
        var content = 0;
        var first = true;
        foreach (var frame in call.Wire.Stream(whole))
        {
            var strikes = reply.FaultAfter is { } after ? content >= after && frame.Kind is not FrameKind.Framing : frame.Kind is FrameKind.Closing;
            if (reply.Fault is not ReplyFault.None && strikes)
            {
                await StrikeAsync();
                return;
            }

            if (reply.IntervalMs > 0 && !first)
            {
                await Task.Delay(reply.IntervalMs, answer.Aborted);
            }

            await answer.SendAsync(frame.Bytes);
            content += frame.Kind is FrameKind.Content ? 1 : 0;
            first = false;
        }
    }

    /// <summary>The fault of a stream that has begun.</summary>
    private async Task StrikeAsync()
    {
        switch (reply.Fault)
        {
            case ReplyFault.Hang:
                await Task.Delay(Timeout.Infinite, answer.Aborted);
                break;
            case ReplyFault.Cut:
                await answer.CutAsync();
                break;
            case ReplyFault.ErrorEvent:
                await answer.SendAsync(call.Wire.ErrorFrame(500, reply.Message ?? "Simulated error after the stream began."));
                break;
            case ReplyFault.MalformedJson:
                await answer.SendAsync(call.Wire.BrokenFrame());
                break;
        }
    }

    private Task SendJsonAsync(object body)
    {
        Begin(reply.Status, "application/json");
        return SendWholeAsync(Json.Bytes(reply.Fault is ReplyFault.ErrorEvent ? call.Wire.Error(500, Message) : body));
    }

    private Task SendWholeAsync(byte[] body) => reply.Fault switch
    {
        ReplyFault.Cut => answer.HalfAsync(body),
        ReplyFault.MalformedJson or ReplyFault.EndEarly => answer.WholeAsync(body.AsMemory(0, body.Length / 2)),
        _ => answer.WholeAsync(body),
    };

    private void Begin(int status, string? contentType) => answer.Begin(status, contentType, reply.Headers);
}
