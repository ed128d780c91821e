namespace Routing.Features.Text;

/// <summary>Looks up the class of a word by its hash, in one probe of a small table for nearly every word.</summary>
internal static class Lexicon
{
    private const int Size = 4096;

    private static readonly uint[] Hashes = new uint[Size];
    private static readonly byte[] Classes = new byte[Size];

    static Lexicon()
    {
        foreach (var (trait, words) in LexiconWords.All)
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Add(WordHash.Of(word), (byte)trait);
            }
        }
    }

    /// <summary>The class of a word; <see cref="Trait.Count"/> when it has none.</summary>
    public static Trait Find(uint hash)
    {
        for (var slot = hash % Size; ; slot = (slot + 1) % Size)
        {
            if (Classes[slot] == 0)
            {
                return Trait.Count;
            }

            if (Hashes[slot] == hash)
            {
                return (Trait)Classes[slot];
            }
        }
    }

    private static void Add(uint hash, byte trait)
    {
        var slot = hash % Size;
        while (Classes[slot] != 0)
        {
            if (Hashes[slot] == hash)
            {
                return;
            }

            slot = (slot + 1) % Size;
        }

        Hashes[slot] = hash;
        Classes[slot] = trait;
    }
}
