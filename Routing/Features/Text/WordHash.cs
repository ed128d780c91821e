namespace Routing.Features.Text;

/// <summary>Hashes words and pairs of words, the same on every machine and in every version, since weights are stored under them.</summary>
internal static class WordHash
{
    public const uint Start = 0x811C9DC5;

    private const uint Multiplier = 0x9E3779B1;

    public static uint Add(uint hash, char letter) => (hash ^ letter) * Multiplier;

    public static uint Finish(uint hash)
    {
        hash ^= hash >> 15;
        hash *= 0x85EBCA6B;
        return hash ^ (hash >> 13);
    }

    public static uint Pair(uint first, uint second) => Finish(((first * 31) ^ second) * Multiplier);

    public static uint Of(string word)
    {
        var hash = Start;
        foreach (var letter in word)
        {
            hash = Add(hash, letter);
        }

        return Finish(hash);
    }
}
