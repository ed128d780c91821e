namespace Catalog.Api.Database;

/// <summary>Says whether the database has been prepared, and why not yet.</summary>
internal sealed class DatabaseReadiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _state = "has not been reached yet";

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>What stands in the way, as the end of a sentence that begins with "PostgreSQL".</summary>
    public string State => _state;

    public Task WaitAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    public void Report(string state) => _state = state;

    public void Complete() => _ready.TrySetResult();
}
