using System.Diagnostics;
using Providers;
using Providers.Failures;
using Router.Grpc.Connections;
using Router.Grpc.Health;
using Routing.Decisions;
using Routing.Health;
using Routing.Money;
using Routing.Money.Budgets;

namespace Router.Grpc.Forwarding;

/// <summary>One call to one deployment, and what became of it.</summary>
internal sealed class Attempt
{
    public required ChatCall Call { get; init; }

    /// <summary>What is asked of the provider, as the ledger and telemetry name it.</summary>
    public required string Operation { get; init; }

    /// <summary>Under what its outcome counts.</summary>
    public required HealthSubject Subject { get; init; }

    /// <summary>The trial of a circuit that it is; null when it is none.</summary>
    public Trial? Trial { get; init; }

    /// <summary>How long the provider may take until its answer's first event, or until all of an answer in one piece.</summary>
    public required TimeSpan Patience { get; init; }

    public required Candidate Candidate { get; init; }

    /// <summary>The most that it can cost, and how long its answers can get; nothing where no provider is called.</summary>
    public Quote Quote { get; init; }

    public required ProviderConnection Connection { get; init; }

    /// <summary>The key it goes with; null where none is needed.</summary>
    public Credential? Credential { get; init; }

    /// <summary>Whether it was begun beside another that was slow.</summary>
    public bool IsHedge { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Whether nobody was asked: the answer comes from the cache, number 0.</summary>
    public bool IsReplay => Number == 0;

    /// <summary>UUID version 7 under which the ledger knows the attempt.</summary>
    public required string EventId { get; init; }

    /// <summary>Timestamp of the clock just before it was sent.</summary>
    public required long SentTimestamp { get; init; }

    /// <summary>From sending to the first content; null while none came.</summary>
    public TimeSpan? FirstContent { get; set; }

    /// <summary>From sending to the end.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Tokens as the provider counted them; null while it has not.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Whether <see cref="Usage"/> counts the whole answer, rather than what there was of it when an event of a stream said so.</summary>
    public bool IsUsageFinal { get; set; }

    /// <summary>UTF-8 length of the answer so far, to estimate by should the provider never report its tokens.</summary>
    public long AnswerBytes { get; set; }

    /// <summary>Whether the provider heard of the request.</summary>
    public bool ReachedProvider { get; set; }

    /// <summary>Whether the provider accepted the request, and may therefore charge for it.</summary>
    public bool Accepted { get; set; }

    /// <summary>Whether the request was sent to its end and the answer read to its own, so that no transport looks at the body any more.</summary>
    public bool HasSentAll { get; set; }

    /// <summary>Whether the whole request's time was up, so that no other attempt is worth beginning.</summary>
    public bool EndedRequest { get; set; }

    /// <summary>Fields of the caller's request that the provider's format cannot say, or that its model refuses.</summary>
    public IReadOnlyList<string> Dropped { get; set; } = [];

    public AttemptOutcome Outcome { get; set; }

    /// <summary>Why it failed; null when it did not.</summary>
    public UpstreamFailure? Failure { get; set; }

    /// <summary>Its span; null when nobody listens.</summary>
    public Activity? Span { get; set; }

    /// <summary>Whether another key of the provider is free, so that the failure says nothing of the provider.</summary>
    public bool IsCredentialsAlone { get; set; }

    /// <summary>Whether the provider had kept callers waiting in vain for too long when the last of them gave up on this attempt.</summary>
    public bool IsOverdue { get; set; }

    /// <summary>Whether it ended for a reason that is not the provider's: nobody knows what would have come.</summary>
    public bool IsCutShort => Outcome is AttemptOutcome.Aborted or AttemptOutcome.Superseded || EndedRequest;

    /// <summary>What the provider is to blame for, in words fit for operators and callers; null when it is not.</summary>
    public string? ProviderFault =>
        IsOverdue ? "The provider kept callers waiting until they gave up."
        : Outcome == AttemptOutcome.Failed && !IsCutShort && !IsCredentialsAlone && Failure is { Blame: FailureBlame.Upstream } failure ? failure.Message
        : null;

    /// <summary>Where it goes.</summary>
    public UpstreamTarget Target => Connection.Target(Candidate.Deployment, Credential);

    /// <summary>Who speaks with the provider: in the caller's own format where it can.</summary>
    public IProviderAdapter Adapter => Connection.Adapter.For(Call.Request);

    public WireFormat Format => Adapter.Format;
}
