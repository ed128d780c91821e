using Npgsql;

namespace Catalog.Api.Views;

/// <summary>Says when the registry is used in place of the view that is named, once per reason, and when that is over.</summary>
internal sealed class ActiveViewCheck(NpgsqlDataSource database, ViewInstruments instruments, ILogger<ActiveViewCheck> logger)
{
    private string? _said;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var fault = await ActiveViews.FaultAsync(connection, cancellationToken);
        if (fault is not null)
        {
            instruments.FellBack();
        }

        if (fault == _said)
        {
            return;
        }

        _said = fault;
        if (fault is null)
        {
            ViewLog.Recovered(logger);
        }
        else
        {
            ViewLog.FellBack(logger, fault);
        }
    }
}
