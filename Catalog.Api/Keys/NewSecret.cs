using ServiceDefaults.VirtualKeys;

namespace Catalog.Api.Keys;

/// <summary>A secret just made, on its way to whoever asked for it.</summary>
internal sealed class NewSecret
{
    private NewSecret(string text, byte[] hash, string dataKey) => (Text, Hash, DataKey) = (text, hash, dataKey);

    /// <summary>All of it. Handed out once, never kept.</summary>
    public string Text { get; }

    /// <summary>What is kept.</summary>
    public byte[] Hash { get; }

    /// <summary>With which data key it was hashed.</summary>
    public string DataKey { get; }

    /// <summary>The start, which may be shown.</summary>
    public string Shown => Text[..KeySecret.ShownLength];

    public static NewSecret Make(Pepper pepper)
    {
        var text = KeySecret.New();
        return new(text, HashOf(pepper, text)!, pepper.DataKey);
    }

    /// <returns>Null for a text that is no secret.</returns>
    public static byte[]? HashOf(Pepper pepper, ReadOnlySpan<char> text)
    {
        var hash = new byte[KeySecret.HashSize];
        return KeySecret.TryHash(pepper.Bytes, text, hash) ? hash : null;
    }
}
