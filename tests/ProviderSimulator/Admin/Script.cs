using Simulation.Scripting;

namespace Simulation.Admin;

/// <summary>Body of <c>POST /_sim/script</c>.</summary>
internal sealed record Script
{
    /// <summary>Model the script is for; all when absent.</summary>
    public string? Model { get; init; }

    /// <summary>Path the script is for; all when absent.</summary>
    public string? Path { get; init; }

    /// <summary>Answers to the next requests, in order.</summary>
    public IReadOnlyList<Reply> Replies { get; init; } = [];

    /// <summary>Answer to all requests after these.</summary>
    public Reply? Always { get; init; }

    public void AddTo(ScriptBook book)
    {
        var queue = book.QueueFor(new ScriptTarget(Model, Path)).Replies([.. Replies]);
        if (Always is { } always)
        {
            queue.Always(always);
        }
    }
}
