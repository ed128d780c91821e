namespace Catalog.Api.Feedback;

/// <summary>A verdict of which is known what it judges.</summary>
internal sealed record CountedVerdict(string CanonicalId, string Capability, int QualityMillis, DateTimeOffset At);
