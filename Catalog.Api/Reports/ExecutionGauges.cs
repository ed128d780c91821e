using System.Diagnostics.Metrics;
using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Reports;

/// <summary>Measures what executions of agents cost within the last hour, the same at every replica.</summary>
internal sealed class ExecutionGauges : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly ExecutionCosts _costs;
    private readonly DatabaseReadiness _readiness;
    private readonly TimeProvider _time;
    private readonly ILogger<ExecutionGauges> _logger;
    private volatile ExecutionSums? _latest;

    public ExecutionGauges(
        ExecutionCosts costs, IMeterFactory meters, DatabaseReadiness readiness, TimeProvider time, ILogger<ExecutionGauges> logger)
    {
        (_costs, _readiness, _time, _logger) = (costs, readiness, time, logger);
        var meter = meters.Create("Aspire.Routing.Catalog");
        meter.CreateObservableGauge(
            "routing.catalog.execution.cost.mean.nanos",
            () => Of(sums => sums.MeanNanos),
            "{nanodollar}",
            "Mean cost of an execution of an agent within the last hour, in billionths of a US dollar.");
        meter.CreateObservableGauge(
            "routing.catalog.executions", () => Of(sums => sums.Executions), "{execution}", "Executions of agents within the last hour.");
    }

    /// <summary>Reads the figures now.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        _latest = await _costs.SumAsync(now - Window, now, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _readiness.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, _time);
        do
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                // What is not known is not measured.
                _latest = null;
                ReportLog.NotMeasured(_logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<double>> Of(Func<ExecutionSums, decimal?> figure) =>
        _latest is { } sums && figure(sums) is { } value ? [new((double)value)] : [];
}
