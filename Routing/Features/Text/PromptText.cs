namespace Routing.Features.Text;

/// <summary>Chooses what of a prompt is read closely, and reads it.</summary>
internal static class PromptText
{
    public static void Scan<TSink>(ReadOnlySpan<char> prompt, ref TraitCounts counts, ref TSink sink)
        where TSink : struct, INgramSink
    {
        const int End = PromptClassifier.EndLength;
        var scan = new PromptScan<TSink>(ref counts, ref sink);
        if (prompt.Length <= 2 * End)
        {
            scan.Read(InstructionWrapper.Strip(prompt));
            return;
        }

        // The task stands at the beginning or at the end of a long prompt; what lies between is material, of which the size is enough.
        var middle = prompt[End..^End];
        scan.Read(prompt[..End]);
        scan.Read(prompt[^End..]);
        counts[Trait.Characters] += middle.Length;
        counts[Trait.Lines] += middle.Count('\n');
    }
}
