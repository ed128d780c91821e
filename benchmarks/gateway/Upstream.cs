using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Benchmarks;

/// <summary>Answers every chat alike: a kilobyte at once, or fifty chunks ten milliseconds apart, at once, or without end.</summary>
internal static class Upstream
{
    public const int Chunks = 50;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SlowPace = TimeSpan.FromSeconds(10);

    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"bench","choices":[{"index":0,"message":{"role":"assistant","content":"CONTENT"},"finish_reason":"stop"}],"usage":{"prompt_tokens":256,"completion_tokens":200,"total_tokens":456}}"""
            .Replace("CONTENT", new string('x', 780), StringComparison.Ordinal));

    private static readonly byte[] Chunk = Encoding.UTF8.GetBytes(
        """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"bench","choices":[{"index":0,"delta":{"content":"word "},"finish_reason":null}]}""" + "\n\n");

    private static readonly byte[] End = Encoding.UTF8.GetBytes(
        """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"bench","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\ndata: [DONE]\n\n");

    public static async Task<int> RunAsync(int port)
    {
        var app = Hosting.Build(port, inline: false);
        app.Run(AnswerAsync);
        await app.RunAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (Says(body, "\"stream\":true"u8))
        {
            context.Response.ContentType = "text/event-stream";
            await (Says(body, "\"at-once\""u8) ? StreamAtOnceAsync(context)
                : Says(body, "\"endless\""u8) ? StreamAsync(context, int.MaxValue, SlowPace)
                : StreamAsync(context, Chunks, Pace));
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Whole.Length;
        await context.Response.Body.WriteAsync(Whole, context.RequestAborted);
    }

    private static bool Says(MemoryStream body, ReadOnlySpan<byte> text) => body.GetBuffer().AsSpan(0, (int)body.Length).IndexOf(text) >= 0;

    private static async Task StreamAtOnceAsync(HttpContext context)
    {
        for (var i = 0; i < Chunks; i++)
        {
            await context.Response.Body.WriteAsync(Chunk, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        await context.Response.Body.WriteAsync(End, context.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext context, int chunks, TimeSpan pace)
    {
        using var timer = new PeriodicTimer(pace);
        for (var i = 0; i < chunks; i++)
        {
            await context.Response.Body.WriteAsync(Chunk, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await timer.WaitForNextTickAsync(context.RequestAborted);
        }

        await context.Response.Body.WriteAsync(End, context.RequestAborted);
    }
}
