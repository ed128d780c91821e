using System.Collections.Concurrent;

namespace Simulation.Scripting;

/// <summary>All scripts of a simulator, by target.</summary>
internal sealed class ScriptBook
{
    private readonly ConcurrentDictionary<ScriptTarget, ReplyQueue> _queues = new();

    public int Pending => _queues.Values.Sum(queue => queue.Count);

    public ReplyQueue QueueFor(ScriptTarget target) => _queues.GetOrAdd(target, _ => new ReplyQueue());

    /// <summary>The next reply for a request, most specific script first; null when none applies.</summary>
    public Reply? Take(string model, string path, string query = "")
    {
        if (_queues.IsEmpty)
        {
            return null;
        }

        return TakeByQuery(path, query)
            ?? TakeFrom(new ScriptTarget(model, path))
            ?? TakeFrom(new ScriptTarget(model, null))
            ?? TakeFrom(new ScriptTarget(null, path))
            ?? TakeFrom(default);
    }

    public void Clear() => _queues.Clear();

    private Reply? TakeByQuery(string path, string query)
    {
        if (query.Length == 0)
        {
            return null;
        }

        var parts = query.TrimStart('?').Split('&').Select(part => $"{path}?{part}").ToHashSet(StringComparer.Ordinal);
        return _queues.Keys.Where(target => target.Path is { } wanted && parts.Contains(wanted)).Select(TakeFrom).FirstOrDefault(reply => reply is not null);
    }

    private Reply? TakeFrom(ScriptTarget target) => _queues.TryGetValue(target, out var queue) ? queue.Take() : null;
}
