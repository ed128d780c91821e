namespace AppHost.Report;

/// <summary>What the start-up report says beyond the resources themselves.</summary>
internal sealed class StackNotes(string dataFolder, string logFolder)
{
    private readonly List<(string Name, string Reason)> _unavailable = [];
    private readonly List<string> _lines = [];

    public string DataFolder => dataFolder;

    public string LogFolder => logFolder;

    public IReadOnlyList<(string Name, string Reason)> Missing => _unavailable;

    public IReadOnlyList<string> Lines => _lines;

    public void Unavailable(string name, string reason) => _unavailable.Add((name, reason));

    public void Say(string line) => _lines.Add(line);
}
