using System.Threading.Channels;

namespace Router.Grpc.Admission.Budgets;

/// <summary>Leases whose difference to the shared counter should be settled soon: unused money that others need, or overspending.</summary>
internal sealed class BudgetSurplus
{
    private readonly Channel<WindowLease> _leases = Channel.CreateUnbounded<WindowLease>(new() { SingleReader = true });

    public void Signal(WindowLease lease) => _leases.Writer.TryWrite(lease);

    public IAsyncEnumerable<WindowLease> ReadAllAsync(CancellationToken cancellationToken) => _leases.Reader.ReadAllAsync(cancellationToken);
}
