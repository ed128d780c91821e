namespace Routing.Features.Text;

/// <summary>Takes the words of a prompt, singly and in pairs, as a scan meets them: some at a time, 256 at most.</summary>
internal interface INgramSink
{
    void AddWords(ReadOnlySpan<uint> hashes);

    void AddPairs(ReadOnlySpan<uint> hashes);

    /// <summary>How many of the words are such as most texts use.</summary>
    int CountCommon(ReadOnlySpan<uint> hashes);
}
