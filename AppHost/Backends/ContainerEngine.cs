namespace AppHost.Backends;

/// <summary>Docker or Podman, when one of them is installed and its engine answers.</summary>
internal sealed class ContainerEngine(string name)
{
    private static readonly string[] Clients = ["docker", "podman"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Name => name;

    public static async Task<ContainerEngine?> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Clients.Where(name => ProgramFinder.OnPath(name) is not null))
        {
            // A client without its engine may hang rather than fail.
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(Patience);
            try
            {
                if ((await Command.RunAsync(name, ["info"], deadline.Token)).ExitCode == 0)
                {
                    return new ContainerEngine(name);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                continue;
            }
        }

        return null;
    }

    public Task RemoveVolumesAsync(IEnumerable<string> volumes, CancellationToken cancellationToken) =>
        Command.RunAsync(name, ["volume", "rm", "--force", .. volumes], cancellationToken);
}
