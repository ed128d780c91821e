using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Engine;

/// <summary>Holds a resource back until what it waits for is there.</summary>
internal static class Dependencies
{
    /// <summary>False when one of them will not come any more.</summary>
    public static async Task<bool> AwaitAsync(IResource resource, Supervision with, CancellationToken cancellationToken)
    {
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            await with.Notifications.PublishUpdateAsync(resource, before => before with { State = KnownResourceStates.Waiting }).ConfigureAwait(false);
            var change = await with.Notifications.WaitForResourceAsync(
                wait.Resource.Name,
                change => IsThere(wait, change.Snapshot) || IsTerminal(change.Snapshot),
                cancellationToken).ConfigureAwait(false);
            if (!IsThere(wait, change.Snapshot))
            {
                with.Logger.DependencyGone(resource.Name, wait.Resource.Name);
                return false;
            }
        }

        return true;
    }

    private static bool IsThere(WaitAnnotation wait, CustomResourceSnapshot now) => wait.WaitType switch
    {
        WaitType.WaitUntilStarted => now.State?.Text == KnownResourceStates.Running,
        WaitType.WaitForCompletion => IsTerminal(now) && now.ExitCode == wait.ExitCode,
        _ => now.HealthStatus == HealthStatus.Healthy,
    };

    private static bool IsTerminal(CustomResourceSnapshot now) => now.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);
}
