using Aspire.Catalog.V1;
using Npgsql;

namespace Catalog.Api.Usage;

/// <summary>Stores a batch of events and says, event by event, what became of it.</summary>
internal sealed class LedgerIntake(LedgerStore store, ILogger<LedgerIntake> logger)
{
    public async Task<IngestResponse> TakeAsync(IReadOnlyCollection<LedgerEvent> events, CancellationToken cancellationToken)
    {
        var response = new IngestResponse();
        var attempts = new List<LedgerEntry<AttemptEvent>>();
        var decisions = new List<LedgerEntry<DecisionEvent>>();
        var feedback = new List<LedgerEntry<FeedbackEvent>>();
        var views = new List<LedgerEntry<HealthViewEvent>>();
        var names = new Dictionary<Guid, string>();
        foreach (var one in events)
        {
            var fault = LedgerEventRules.ReadId(one.EventId, out var id, out var createdAt) ?? one.EventCase switch
            {
                LedgerEvent.EventOneofCase.Attempt => LedgerEventRules.Fault(one.Attempt),
                LedgerEvent.EventOneofCase.Decision => LedgerEventRules.Fault(one.Decision),
                LedgerEvent.EventOneofCase.Feedback => LedgerEventRules.Fault(one.Feedback),
                LedgerEvent.EventOneofCase.HealthView => LedgerEventRules.Fault(one.HealthView),
                _ => "It says neither attempt nor decision nor feedback nor health view.",
            };
            if (fault is not null)
            {
                Reject(response, one.EventId, fault);
                continue;
            }

            names[id] = one.EventId;
            switch (one.EventCase)
            {
                case LedgerEvent.EventOneofCase.Attempt:
                    attempts.Add(new(id, createdAt, one.Attempt));
                    break;
                case LedgerEvent.EventOneofCase.Decision:
                    decisions.Add(new(id, createdAt, one.Decision));
                    break;
                case LedgerEvent.EventOneofCase.Feedback:
                    feedback.Add(new(id, createdAt, one.Feedback));
                    break;
                default:
                    views.Add(new(id, createdAt, one.HealthView));
                    break;
            }
        }

        await StoreAsync(new LedgerBatch(attempts, decisions, feedback, views), names, response, cancellationToken);
        return response;
    }

    // One event that the database cannot hold must not keep the others out, nor be sent again for ever: find it by halves.
    private async Task StoreAsync(
        LedgerBatch batch, Dictionary<Guid, string> names, IngestResponse response, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            await store.StoreAsync(batch, cancellationToken);
            response.Stored.AddRange(batch.Ids.Select(id => names[id]));
        }
        catch (PostgresException e) when (IsOfPartitions(e))
        {
            // The day's partition was attached between the choice of the default one and the insert; it is there now.
            await StoreAsync(batch, names, response, cancellationToken);
        }
        catch (PostgresException e) when (IsOfTheData(e))
        {
            if (batch.Count == 1)
            {
                Reject(response, names[batch.Ids.Single()], e.MessageText);
                return;
            }

            var (first, second) = batch.Halve();
            await StoreAsync(first, names, response, cancellationToken);
            await StoreAsync(second, names, response, cancellationToken);
        }
    }

    // A row that its partition does not hold breaks no constraint with a name.
    private static bool IsOfPartitions(PostgresException e) => e.SqlState == PostgresErrorCodes.CheckViolation && e.ConstraintName is null;

    // Classes 22 (data exception) and 23 (integrity) of SQLSTATE.
    private static bool IsOfTheData(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal);

    private void Reject(IngestResponse response, string eventId, string reason)
    {
        UsageLog.Rejected(logger, eventId, reason);
        response.Rejected.Add(new RejectedEvent { EventId = eventId, Reason = reason });
    }
}
