using System.Runtime.CompilerServices;

namespace Routing.Features.Text;

/// <summary>One count per <see cref="Trait"/> and per <see cref="Hint"/>, without a heap of its own.</summary>
[InlineArray(Length)]
internal struct TraitCounts
{
    // The count of no trait at all takes what belongs nowhere, so that nobody need ask.
    private const int Length = (int)Trait.Count + 1 + (int)Hint.Count;

    private int _first;

    public int this[Trait trait]
    {
        readonly get => this[(int)trait];
        set => this[(int)trait] = value;
    }

    public int this[Hint hint]
    {
        readonly get => this[(int)Trait.Count + 1 + (int)hint];
        set => this[(int)Trait.Count + 1 + (int)hint] = value;
    }

    /// <summary>Adds what a word is known for; both counts are there whatever the word, so no place need be checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(LexiconEntry known)
    {
        Unsafe.Add(ref _first, (int)known.Trait)++;
        Unsafe.Add(ref _first, (int)Trait.Count + 1 + (int)known.Hint) += known.Points;
    }

    /// <summary>Adds all of the other's counts.</summary>
    public void Add(in TraitCounts other)
    {
        for (var i = 0; i < Length; i++)
        {
            this[i] += other[i];
        }
    }
}
