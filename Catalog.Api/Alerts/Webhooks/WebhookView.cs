using System.Text.Json.Serialization;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>Somebody who is told of alerts.</summary>
internal sealed record WebhookView
{
    /// <summary>Its name: lower-case letters, digits, hyphens and underscores, at most 60.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is told, over HTTP or HTTPS.</summary>
    public required string Url { get; init; }

    /// <summary>The kinds of alerts it is told of; empty for all.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The least severity it is told of: info, warning or critical.</summary>
    public required string LeastSeverity { get; init; }

    /// <summary>Whether it is told at all.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The secret that signs, in the answer to the edit that made it and never again.</summary>
    public string? Secret { get; init; }
}

/// <summary>A webhook as it shall be.</summary>
internal sealed record WebhookWrite
{
    /// <summary>Where it is told, over HTTP or HTTPS.</summary>
    [JsonRequired]
    public required string Url { get; init; }

    /// <summary>The kinds of alerts it is told of; all when not given.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The least severity it is told of; info when not given.</summary>
    public string LeastSeverity { get; init; } = "info";

    /// <summary>Whether it is told at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary><c>whsec_</c> and 24 to 64 bytes in base64. When not given, a new webhook gets one that is shown once, and another keeps its own.</summary>
    public string? Secret { get; init; }
}

/// <summary>How it went to tell a webhook of an event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Event">raised, escalated or resolved.</param>
/// <param name="Alert">The alert.</param>
/// <param name="State">waiting, silenced, delivered, dropped (resolved before a silence ended) or given_up.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">When it is tried next, while it waits.</param>
/// <param name="LastStatus">The status of the last answer.</param>
/// <param name="LastError">What went wrong last.</param>
/// <param name="EndedAt">When it ended.</param>
internal sealed record DeliveryView(
    long EventId, string Event, long Alert, string State, int Attempts, DateTimeOffset? DueAt, int? LastStatus, string? LastError, DateTimeOffset? EndedAt);
