using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Engine;

/// <summary>Asks a resource's health checks until all of them agree that it is ready.</summary>
internal sealed class HealthWait(HealthCheckService checks, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Returns once healthy; until then <paramref name="unready"/> gets the latest reason why not.</summary>
    public async Task UntilHealthyAsync(IResource resource, Action<string> unready, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet();
        for (var pause = FirstPause; keys.Count > 0;)
        {
            var report = await checks.CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken).ConfigureAwait(false);
            if (report.Status == HealthStatus.Healthy)
            {
                return;
            }

            var worst = report.Entries.Values.First(entry => entry.Status != HealthStatus.Healthy);
            unready(worst.Description ?? worst.Exception?.Message ?? worst.Status.ToString());
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
        }
    }
}
