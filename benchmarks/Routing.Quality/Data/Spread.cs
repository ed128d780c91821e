namespace Routing.Quality.Data;

/// <summary>Spreads texts evenly over numbers. Not the hash of words: examples stay in their folds when that one changes.</summary>
internal static class Spread
{
    public static uint Of(string text)
    {
        var hash = 0x811C9DC5;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 0x9E3779B1;
        }

        return Finish(Finish(hash) * 7919);
    }

    private static uint Finish(uint hash)
    {
        hash ^= hash >> 15;
        hash *= 0x85EBCA6B;
        return hash ^ (hash >> 13);
    }
}
