namespace Routing.Features.Text;

/// <summary>Takes the words of a prompt, singly and in pairs, as a scan meets them: some at a time, 256 at most.</summary>
internal interface INgramSink
{
    /// <summary>Takes words.</summary>
    /// <returns>How many of them are such as most texts use.</returns>
    int AddWords(ReadOnlySpan<uint> hashes);

    void AddPairs(ReadOnlySpan<uint> hashes);
}
