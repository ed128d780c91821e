using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TestKit;

/// <summary>Waits for something another thread or process brings about, and never longer than a deadline.</summary>
public static class Eventually
{
    // Only a failing test waits so long; a busy machine takes its time.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="condition">Asked again and again, on this thread of control only.</param>
    /// <param name="within">How long to wait; 3 minutes when null.</param>
    /// <param name="what">Named in the failure; the condition's own text when not given.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task Is(Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Is(() => Task.FromResult(condition()), within, what);

    /// <inheritdoc cref="Is(Func{bool}, TimeSpan?, string)"/>
    public static async Task Is(
        Func<Task<bool>> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var limit = within ?? Deadline;
        var waited = Stopwatch.StartNew();
        while (!await condition().WaitAsync(limit))
        {
            if (waited.Elapsed > limit)
            {
                throw new TimeoutException($"Not so within {limit.TotalSeconds:0.#} s: {what}");
            }

            await Task.Delay(Pause);
        }
    }
}
