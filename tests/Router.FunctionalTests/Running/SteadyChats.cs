using System.Collections.Concurrent;
using TestKit;

namespace Router.FunctionalTests.Running;

/// <summary>Asks one question after the other until it is disposed, and keeps every answer that is none.</summary>
internal sealed class SteadyChats : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _asking;
    private int _answered;

    public SteadyChats(HttpClient http, string model) => _asking = Task.Run(() => AskAsync(http, model));

    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Waits until so many more questions were answered.</summary>
    public Task AnsweredAsync(int more)
    {
        var goal = Volatile.Read(ref _answered) + more;
        return Eventually.Is(() => Volatile.Read(ref _answered) >= goal || !_failures.IsEmpty, TimeSpan.FromMinutes(5));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private async Task AskAsync(HttpClient http, string model)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var response = await http.ChatAsync(model);
            if (response.IsSuccessStatusCode)
            {
                await response.Content.ReadAsByteArrayAsync();
                Interlocked.Increment(ref _answered);
            }
            else
            {
                _failures.Enqueue($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            }
        }
    }
}
