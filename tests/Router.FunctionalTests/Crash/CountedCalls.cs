using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Router.FunctionalTests.Running;
using TestKit;

namespace Router.FunctionalTests.Crash;

/// <summary>Callers that ask without a pause, plain and streamed, each time under an execution id of its own, and keep what became of each call.</summary>
internal sealed class CountedCalls : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly string _prefix;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _callers;
    private int _next;

    public CountedCalls(Uri router, string prefix, int callers)
    {
        _http = new() { BaseAddress = router, Timeout = TimeSpan.FromMinutes(5) };
        _prefix = prefix;
        _callers = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
    }

    /// <summary>What the provider charged, by execution, for every answer that came to its end.</summary>
    public ConcurrentDictionary<string, long> Answered { get; } = new();

    /// <summary>Calls whose answer did not come to its end, or that were refused, each with what was seen of it.</summary>
    public ConcurrentDictionary<string, string> Broken { get; } = new();

    /// <summary>The last call of each caller that was answered.</summary>
    public ConcurrentBag<string> Last { get; } = [];

    /// <summary>Waits until so many more calls were answered, and none was not.</summary>
    public async Task AnsweredAsync(int more)
    {
        var goal = Answered.Count + more;
        await Eventually.Is(() => Answered.Count >= goal || !Broken.IsEmpty, TimeSpan.FromMinutes(5));
        Assert.Empty(Broken);
    }

    /// <summary>Lets every caller end its call, and waits for that.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _callers;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _http.Dispose();
    }

    // A caller whose call breaks asks no more: whatever broke it is what the test is about.
    private async Task CallAsync()
    {
        string? last = null;
        while (!_stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _next);
            var execution = $"{_prefix}{number}";
            var (cost, seen) = await CostAsync(execution, number);
            if (cost is null)
            {
                Broken[execution] = seen;
                break;
            }

            Answered[execution] = cost.Value;
            last = execution;
        }

        if (last is not null)
        {
            Last.Add(last);
        }
    }

    private async Task<(long? Cost, string Seen)> CostAsync(string execution, int number)
    {
        var stream = number % 2 == 0;
        var body = $$"""
            {"model":"there/sim-small","messages":[{"role":"user","content":"{{execution}} {{new string('x', number % 97)}}"}]
            {{(stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "")}}}
            """;
        try
        {
            using var answer = await _http.PostToAsync(Chats.Path, body, ("x-routing-execution", execution));
            var text = await answer.Content.ReadAsStringAsync();
            return (answer.IsSuccessStatusCode ? CostOf(stream ? LastEvent(text) : text) : null, text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, e.Message);
        }
    }

    private static string LastEvent(string stream) =>
        stream.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal) && line.Contains("\"usage\":{", StringComparison.Ordinal))["data: ".Length..];

    private static long CostOf(string json)
    {
        var usage = JsonElement.Parse(Encoding.UTF8.GetBytes(json)).GetProperty("usage");
        return LedgerStack.CostOf(usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("completion_tokens").GetInt32());
    }
}
