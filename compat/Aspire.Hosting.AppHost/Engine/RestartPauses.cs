namespace Aspire.Hosting.Engine;

/// <summary>How long to wait before the next restart: doubling, and short again once the process has proved itself.</summary>
internal sealed class RestartPauses(EngineSettings settings)
{
    // A process that ran this long was well: its next crash is a new story.
    private static readonly TimeSpan Proof = TimeSpan.FromMinutes(1);

    private int _crashes;

    public TimeSpan Next(TimeSpan ranFor)
    {
        _crashes = ranFor >= Proof ? 0 : _crashes;
        var pause = settings.FirstPause * Math.Pow(2, Math.Min(_crashes++, 16));
        return pause < settings.LongestPause ? pause : settings.LongestPause;
    }
}
