using Providers.Chat;
using Routing.Money;

namespace Providers;

/// <summary>What one look at a chunk finds out.</summary>
internal struct ChunkFacts
{
    public int ContentBytes { get; set; }

    public bool IsContent { get; set; }

    public bool HasChoices { get; set; }

    public bool IsUsageOnly { get; set; }

    public FinishReason? FinishReason { get; set; }

    public TokenUsage? Usage { get; set; }
}
