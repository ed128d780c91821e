namespace Providers.Worker.Probing;

/// <summary>What a probe found, in one word.</summary>
internal enum ProbeResult
{
    /// <summary>The provider answers.</summary>
    Answers,

    /// <summary>It does not, or fails on its side.</summary>
    Fails,

    /// <summary>It cannot be asked, which says nothing of its health.</summary>
    Skipped,
}
