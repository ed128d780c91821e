namespace Routing.Features.Text;

/// <summary>What a word is known for: its trait and its hint, with that one's points.</summary>
internal readonly record struct LexiconEntry(Trait Trait, Hint Hint, byte Points)
{
    /// <summary>Of a word that is not known.</summary>
    public static readonly LexiconEntry None = new(Trait.Count, Hint.None, 0);
}
