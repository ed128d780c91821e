using System.Runtime.CompilerServices;

namespace Routing.Features.Text;

/// <summary>One count per <see cref="Trait"/>, without a heap of its own.</summary>
[InlineArray((int)Trait.Count)]
internal struct TraitCounts
{
    private int _first;

    public int this[Trait trait]
    {
        readonly get => this[(int)trait];
        set => this[(int)trait] = value;
    }
}
