namespace Routing.Features.Text;

/// <summary>What a word says of a prompt that it opens.</summary>
internal static class Openings
{
    /// <summary>The trait to count; <see cref="Trait.Count"/> when there is none.</summary>
    public static Trait Of(Trait word) => word switch
    {
        >= Trait.WordWhat and <= Trait.WordHow => Trait.OpensWithQuestion,
        Trait.WordWrite or Trait.WordCreative or Trait.WordImagine => Trait.OpensWithWrite,
        Trait.WordSolve or Trait.WordCompute => Trait.OpensWithSolve,
        Trait.WordExplain => Trait.OpensWithExplain,
        Trait.WordChat or Trait.WordI => Trait.OpensWithChat,
        Trait.WordTranslate => Trait.OpensWithTranslate,
        Trait.WordExtract => Trait.OpensWithExtract,
        _ => Trait.Count,
    };
}
