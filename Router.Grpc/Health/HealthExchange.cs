using System.Collections.Concurrent;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Router.Grpc.Health;

/// <summary>
/// Tells the shared store what this router sees, and takes what all of them see: when there is news, at most four times a second, and
/// every two seconds in any case. While the store is away the book goes on with what this router sees.
/// </summary>
internal sealed partial class HealthExchange(
    HealthBook book,
    OutcomeTally tally,
    Trials trials,
    LocalHealth local,
    Sharing sharing,
    TimeProvider time,
    ILogger<HealthExchange> logger,
    HealthStore? store = null,
    CircuitStore? circuits = null) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<HealthSubject, bool> _changed = new();
    private HealthReading? _known;
    private long _readWhole;
    private bool _subscribed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var news = tally.News.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(news, Task.Delay(Longest, time, stoppingToken));
            if (news.IsCompleted)
            {
                await news;
                news = tally.News.WaitAsync(stoppingToken);
            }

            var mark = time.GetTimestamp();
            await ExchangeAsync(tally.Take(), stoppingToken);
            local.Told(mark);
            await Task.Delay(Shortest, time, stoppingToken);
        }
    }

    private async Task ExchangeAsync(IReadOnlyList<HealthObservation> observations, CancellationToken cancellationToken)
    {
        try
        {
            if (store is not null && circuits is not null)
            {
                await ShareAsync(store, circuits, observations, cancellationToken);
                if (sharing.Begins())
                {
                    LogBack();
                }

                return;
            }
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            var reason = e is UnusableRedisException ? e.Message : "Redis does not answer.";
            if (sharing.Ends(reason))
            {
                LogAway(reason);
            }
        }

        book.Record(observations);
        foreach (var subject in observations.Select(static observation => observation.Subject))
        {
            book.Change(subject, (record, now) => CircuitRules.Judge(record, now) is { } turn ? record.Turn(turn, now) : record);
        }

        // Trials have turned the book's circuits themselves.
        trials.Take();
    }

    private async Task ShareAsync(HealthStore store, CircuitStore circuits, IReadOnlyList<HealthObservation> observations, CancellationToken cancellationToken)
    {
        if (!_subscribed)
        {
            await store.SubscribeAsync(Heard, cancellationToken);
            _subscribed = true;
        }

        // A circuit that closes forgets what was before: first the turn, then the answer that led to it.
        await TellTrialsAsync(circuits, cancellationToken);
        if (observations.Count > 0)
        {
            await store.RecordAllAsync(observations, cancellationToken);
        }

        var isWhole = _known is null || time.GetElapsedTime(_readWhole) >= Longest;
        var changed = _changed.Keys.Concat(observations.Select(static observation => observation.Subject)).ToHashSet();
        foreach (var subject in changed)
        {
            _changed.TryRemove(subject, out _);
        }

        _readWhole = isWhole ? time.GetTimestamp() : _readWhole;
        var reading = await store.ReadAsync(isWhole ? null : _known, changed, cancellationToken);
        reading = await MendAsync(circuits, reading, cancellationToken);
        _known = reading;
        book.Take(reading);
        await JudgeAsync(circuits, isWhole ? reading.Records.Keys : changed, reading, cancellationToken);
    }

    private void Heard(HealthSubject subject)
    {
        _changed[subject] = true;
        tally.News.Set();
    }

    private async Task TellTrialsAsync(CircuitStore circuits, CancellationToken cancellationToken)
    {
        foreach (var (trial, turn) in trials.Take())
        {
            if (turn is null)
            {
                await circuits.GiveBackAsync(trial.Subject, trial.Token, cancellationToken);
            }
            else if (await circuits.TurnAsync(trial.Subject, trial.Token, turn, cancellationToken))
            {
                Tell(trial.Subject, turn);
            }

            _changed[trial.Subject] = true;
        }

        foreach (var trial in trials.Held)
        {
            await circuits.TryTrialAsync(trial.Subject, trial.Token, cancellationToken);
        }
    }

    // A server that has lost everything learns again what fails; what an operator has said it can only be told.
    private async Task<HealthReading> MendAsync(CircuitStore circuits, HealthReading reading, CancellationToken cancellationToken)
    {
        if (_known is not { } known || known.Generation == reading.Generation)
        {
            return reading;
        }

        sharing.Lost();
        LogLost();
        var records = reading.Records;
        foreach (var (subject, record) in known.Records)
        {
            if (record.Isolation is { } isolation)
            {
                await circuits.RestoreAsync(subject, isolation, cancellationToken);
                var told = records.GetValueOrDefault(subject) ?? SubjectRecord.New(subject, reading.At);
                records = records.SetItem(subject, told with { Isolation = told.Isolation ?? isolation });
            }
        }

        return reading with { Records = records };
    }

    private async Task JudgeAsync(
        CircuitStore circuits, IEnumerable<HealthSubject> subjects, HealthReading reading, CancellationToken cancellationToken)
    {
        foreach (var subject in subjects)
        {
            if (reading.Records.TryGetValue(subject, out var record)
                && CircuitRules.Judge(record, reading.At) is { } turn
                && await circuits.TurnAsync(subject, record.Circuit.Version, turn, cancellationToken))
            {
                book.Change(subject, (latest, now) => latest.Turn(turn, now));
                Tell(subject, turn);
            }
        }
    }

    private void Tell(HealthSubject subject, CircuitTurn turn)
    {
        if (turn.Opens)
        {
            LogOpened(subject, turn.For.TotalSeconds, turn.Cause);
        }
        else
        {
            LogClosed(subject);
        }
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Warning, Message = "Health is not shared: {Reason} The last view and this router's own observations decide.")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventId = 211, Level = LogLevel.Information, Message = "Health is shared again.")]
    private partial void LogBack();

    [LoggerMessage(EventId = 630, Level = LogLevel.Warning, Message = "The circuit of {Subject} opens for {Seconds} s. {Cause}")]
    private partial void LogOpened(HealthSubject subject, double seconds, string cause);

    [LoggerMessage(EventId = 631, Level = LogLevel.Information, Message = "The circuit of {Subject} closes: a trial went well.")]
    private partial void LogClosed(HealthSubject subject);

    [LoggerMessage(EventId = 632, Level = LogLevel.Warning, Message = "Redis has lost the shared health. It is gathered anew; what operators took out stays out.")]
    private partial void LogLost();
}
