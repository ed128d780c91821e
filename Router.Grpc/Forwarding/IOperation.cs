using System.Text.Json;
using Routing.Health;

namespace Router.Grpc.Forwarding;

/// <summary>
/// What one kind of request (a chat, say) does in its own way at a provider: how it asks, and what it makes of the answer. The walk
/// through the candidates, deadlines, failures and records are the same for all. One instance serves one request.
/// </summary>
internal interface IOperation
{
    /// <summary>Its name in the ledger, in spans and in metrics.</summary>
    string Name { get; }

    /// <summary>Under what its outcomes count.</summary>
    HealthOperation Health { get; }

    /// <summary>Whether the caller has seen content: from here on there is no fallback.</summary>
    bool Committed { get; }

    /// <summary>How long a provider may take until the answer's first event, or until all of an answer in one piece.</summary>
    TimeSpan Patience { get; }

    /// <summary>Fields of the caller's request that are lost before one attempt's provider is asked in its own format.</summary>
    IReadOnlyList<string> LostAt(Attempt attempt) => [];

    /// <summary>Writes what is asked so that two requests that ask the same read the same.</summary>
    void WriteNormalForm(Utf8JsonWriter json);

    /// <summary>Whether what a provider answers to the call of one attempt is all of its answer, so that it can be kept as it comes.</summary>
    bool IsOneAnswer(Attempt attempt) => true;

    /// <summary>Builds the call of one attempt.</summary>
    HttpRequestMessage CreateRequest(Attempt attempt);

    /// <summary>Begins to read what a provider answered to one attempt.</summary>
    IUpstreamAnswer Read(Attempt attempt, HttpResponseMessage response, AttemptClock clock);
}
