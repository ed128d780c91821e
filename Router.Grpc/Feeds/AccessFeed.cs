using Aspire.Catalog.V1;
using Protos.Feeds;
using Protos.Mapping;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Budgets;
using DomainBudget = Routing.Money.Budgets.Budget;

namespace Router.Grpc.Feeds;

/// <summary>Puts virtual keys and budgets in force as they come. Starts from the copy of an earlier run while the catalog is away.</summary>
internal sealed partial class AccessFeed(
    AccessWatcher watcher, CurrentAccess access, BudgetBook budgets, AccessCopy copy, ILogger<AccessFeed> logger) : BackgroundService
{
    private readonly AccessRows _rows = new();
    private WatchAccessResponse _known = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (copy.Read() is { Changes: not null } kept)
        {
            _known = kept;
            Apply(kept.Changes);
            LogColdStart(access.Table!.Count);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var next in watcher.WatchAsync(_known, stoppingToken))
        {
            Apply(next.Changes);
            LogReceived(access.Table!.Count, next.Revision);
            copy.Write(new() { Revision = next.Revision, Epoch = next.Epoch, Changes = _rows.Everything() });
        }
    }

    private void Apply(AccessChanges changes)
    {
        _rows.Apply(changes);

        // Before the keys, so that no key is served without the budgets that bound it.
        budgets.Replace(_rows.Budgets.Select(ToDomain).OfType<DomainBudget>());
        access.Table = AccessTable.Of(_rows);
    }

    private DomainBudget? ToDomain(Budget wire)
    {
        try
        {
            return BudgetWire.ToDomain(wire);
        }
        catch (ArgumentException e)
        {
            LogUnknownBudget(wire.Id, e.Message);
            return null;
        }
    }

    [LoggerMessage(EventId = 558, Level = LogLevel.Error, Message = "The budget {Budget} is not kept, since this router is of a version that does not know its kind: {Reason}")]
    private partial void LogUnknownBudget(string budget, string reason);

    [LoggerMessage(EventId = 510, Level = LogLevel.Information, Message = "Admitting callers by the kept copy of {Secrets} virtual key secrets until the catalog answers.")]
    private partial void LogColdStart(int secrets);

    [LoggerMessage(EventId = 511, Level = LogLevel.Information, Message = "{Secrets} virtual key secrets are in force, as of revision {Revision}.")]
    private partial void LogReceived(int secrets, long revision);
}
