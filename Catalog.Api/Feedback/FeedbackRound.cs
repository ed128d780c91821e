using Catalog.Api.Database;
using Npgsql;

namespace Catalog.Api.Feedback;

/// <summary>Every few seconds: counts verdicts, publishes what they amount to, and proposes what they suggest.</summary>
internal sealed class FeedbackRound(
    NpgsqlDataSource database, ProposalStore proposals, DatabaseReadiness readiness, TimeProvider time, ILogger<FeedbackRound> logger) : BackgroundService
{
    private const int MostAtOnce = 1_000;
    private const long Lock = 7_203_514_466_918_047;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // Evidence fades while nobody says anything; estimates follow slowly.
    private static readonly TimeSpan PublishEvery = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <summary>One round, after any that runs: what that one has counted it has published, too.</summary>
    /// <param name="publish">Whether to publish though nothing was counted.</param>
    /// <param name="cancellationToken">Stops it between two transactions or within one, which is then undone.</param>
    public async Task RunAsync(bool publish, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await CountAndPublishAsync(publish, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task CountAndPublishAsync(bool publish, CancellationToken cancellationToken)
    {
        List<CountedVerdict> counted;
        do
        {
            counted = await CountAsync(cancellationToken);
            publish |= counted.Count > 0;
            foreach (var (canonicalId, capability) in counted.Select(verdict => (verdict.CanonicalId, verdict.Capability)).Distinct())
            {
                await proposals.ProposeAsync(canonicalId, capability, cancellationToken);
            }
        }
        while (counted.Count == MostAtOnce);

        if (publish && await EvidenceStore.PublishAsync(database, time.GetUtcNow(), cancellationToken) is > 0 and var published)
        {
            FeedbackLog.Published(logger, published);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        var published = time.GetTimestamp();
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var due = time.GetElapsedTime(published) >= PublishEvery;
            try
            {
                await RunAsync(due, stoppingToken);
                published = due ? time.GetTimestamp() : published;
            }
            catch (NpgsqlException e)
            {
                FeedbackLog.RoundFailed(logger, e.Message);
            }
        }
    }

    private async Task<List<CountedVerdict>> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Sums are read and written back: one process at a time.
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", [Lock], cancellationToken);
        var counted = await VerdictStore.CountAsync(connection, MostAtOnce, cancellationToken);
        if (counted.Count > 0)
        {
            await EvidenceStore.AddAsync(connection, counted, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return counted;
    }
}
