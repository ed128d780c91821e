using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Routing.Features;

namespace Routing.Ranking;

/// <summary>A number for each family of models, looked up for eight deployments at once.</summary>
internal readonly struct FamilyTable
{
    private readonly Vector256<int> _first;
    private readonly Vector256<int> _rest;

    public delegate int Number(in RankedRequest request, TokenFamily family);

    public FamilyTable(in RankedRequest request, Number number)
    {
        Span<int> numbers = stackalloc int[2 * Lineup.Block];
        for (var family = TokenFamily.Unknown; family <= TokenFamily.Kimi; family++)
        {
            numbers[(int)family] = number(in request, family);
        }

        _first = Vector256.Create(numbers[..Lineup.Block]);
        _rest = Vector256.Create(numbers[Lineup.Block..]);
    }

    /// <summary>What lies beyond a vector is nothing, so that one of both has the number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Of(Vector256<int> families) =>
        Vector256.Shuffle(_first, families) | Vector256.Shuffle(_rest, families - Vector256.Create(Lineup.Block));
}
