namespace Routing.Features.Text;

/// <summary>Takes the words of a prompt, singly and in pairs, as a scan meets them.</summary>
internal interface INgramSink
{
    void Word(uint hash);

    void Pair(uint hash);

    /// <summary>Whether the word is one that most texts use.</summary>
    bool IsCommon(uint hash);
}
