using System.Runtime.CompilerServices;

namespace Routing.Features;

/// <summary>A confidence in thousandths per <see cref="PromptCapability"/>, without a heap of its own.</summary>
[InlineArray(Count)]
public struct CapabilityConfidences : IEquatable<CapabilityConfidences>
{
    /// <summary>How many capabilities there are.</summary>
    public const int Count = 8;

    private int _first;

    /// <summary>The confidence in one capability.</summary>
    public int this[PromptCapability capability]
    {
        readonly get => this[(int)capability];
        set => this[(int)capability] = value;
    }

    /// <inheritdoc/>
    public readonly bool Equals(CapabilityConfidences other) => ((ReadOnlySpan<int>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is CapabilityConfidences other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var confidence in (ReadOnlySpan<int>)this)
        {
            hash.Add(confidence);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(CapabilityConfidences left, CapabilityConfidences right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(CapabilityConfidences left, CapabilityConfidences right) => !left.Equals(right);
}
