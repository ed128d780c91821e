using System.Collections.Immutable;
using Providers.Chat;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Budgets;
using Router.Grpc.Admission.Quotas;
using Router.Grpc.Embeddings;
using Router.Grpc.Feeds;
using Routing.Decisions;
using Routing.Features;
using Routing.Money.Budgets;

namespace Router.Grpc.Forwarding;

/// <summary>One request that has been decided on.</summary>
internal sealed class ChatCall
{
    /// <summary>The trace id, which callers see as <c>x-request-id</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>What it has taken of its caller's limits; null when nothing limits it.</summary>
    public QuotaHold? Quota { get; set; }

    /// <summary>The chat. For what is no chat, a request without a conversation.</summary>
    public required ChatRequest Request { get; init; }

    public required RoutingHints Hints { get; init; }

    public required RequestFeatures Features { get; init; }

    public required FeedState Feed { get; init; }

    /// <summary>Everything that decided.</summary>
    public required DecisionInput Input { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>Who may be tried, in order: the decision's candidates, or those of them whose answer would be of use.</summary>
    public required ImmutableArray<Candidate> Candidates { get; set; }

    /// <summary>Candidates of the decision that a budget has no room for.</summary>
    public ImmutableArray<Exclusion> Unaffordable { get; set; } = [];

    /// <summary>Why candidates of the decision may not be tried, for the caller to read; null when all may.</summary>
    public string? Withheld => !Unaffordable.IsEmpty ? $"Left out: {string.Join("; ", Unaffordable)}."
        : Candidates.Length < Decision.Candidates.Length ? ComparableVectors.Withheld
        : Continuation.Withheld(Request) ?? ResponseProviders.Withheld(Request);

    /// <summary>What is set aside for it; null where no budget bounds it.</summary>
    public BudgetReservation? Reservation { get; set; }

    /// <summary>Whether a budget has made the answer shorter than it might have been.</summary>
    public bool IsShortened => Reservation is not null && LastAttempt is { Quote.Answer: { MayShrink: true, NeedsLimit: true } };

    /// <summary>The budget that keeps it from being served; null when none does.</summary>
    public BudgetRefusal? Refusal { get; set; }

    /// <summary>What a candidate may cost at most, with the limit for its answers.</summary>
    public Quote QuoteOf(Candidate candidate)
    {
        foreach (var quote in Quotes)
        {
            if (quote.Deployment.Id == candidate.Deployment.Id)
            {
                return quote;
            }
        }

        return BudgetQuotes.Of(this, candidate);
    }

    /// <summary>UUID version 7 of the decision, in its usual text form.</summary>
    public required string DecisionId { get; init; }

    /// <summary>When the request was read.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The same as a timestamp of the clock, to measure from.</summary>
    public required long StartTimestamp { get; init; }

    /// <summary>What the candidates may cost, where a budget bounds the call; empty otherwise.</summary>
    public ImmutableArray<Quote> Quotes { get; set; } = [];

    /// <summary>The labels under which the ledger books it; null before the first event.</summary>
    public string[]? LedgerTags { get; set; }

    /// <summary>What the caller wants of attempts.</summary>
    public CallerWishes Wishes { get; set; }

    /// <summary>For the whole request, every attempt included.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.MaxValue;

    /// <summary>Whether the caller gave it less time than the router would.</summary>
    public bool IsHurried { get; set; }

    /// <summary>What the cache of answers did for it.</summary>
    public CacheUse Cache { get; set; }

    /// <summary>Whether there was no time left to go on.</summary>
    public bool OutOfTime { get; set; }

    /// <summary>The attempt that answered, or the last one begun; null before the first.</summary>
    public Attempt? LastAttempt { get; set; }

    /// <summary>Failures so far, one for each attempt that failed or could not begin.</summary>
    public List<AttemptFailure> Failures { get; } = [];

    /// <summary>Attempts begun so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Whether nobody looks at what the caller sent any more: nobody was asked, or one attempt has sent and read everything.</summary>
    public bool IsBodyFree => Cache == CacheUse.Hit || this is { Attempts: 1, LastAttempt.HasSentAll: true };

    /// <summary>Until its time is up; negative from then on.</summary>
    public TimeSpan TimeLeft(TimeProvider time) => TimeLimit - time.GetElapsedTime(StartTimestamp);
}
