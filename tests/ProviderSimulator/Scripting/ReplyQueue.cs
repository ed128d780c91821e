namespace Simulation.Scripting;

/// <summary>Scripted replies for one target: each request takes the next; afterwards the default answers again.</summary>
public sealed class ReplyQueue
{
    private readonly Queue<Reply> _replies = new();
    private readonly Lock _gate = new();
    private Reply? _always;

    internal ReplyQueue()
    {
    }

    /// <summary>Replies not taken yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _replies.Count;
            }
        }
    }

    /// <summary>Queues an error.</summary>
    public ReplyQueue Replies(int status, double? retryAfter = null) => Replies(Reply.Error(status, retryAfter));

    /// <summary>Queues replies in order.</summary>
    public ReplyQueue Replies(params Reply[] replies)
    {
        lock (_gate)
        {
            foreach (var reply in replies)
            {
                _replies.Enqueue(reply);
            }
        }

        return this;
    }

    /// <summary>Queues what comes after; reads well behind <see cref="Replies(Reply[])"/>.</summary>
    public ReplyQueue Then(params Reply[] replies) => Replies(replies);

    /// <summary>Queues an error to come after.</summary>
    public ReplyQueue Then(int status, double? retryAfter = null) => Replies(status, retryAfter);

    /// <summary>Answers this once the queue is used up, instead of the default.</summary>
    public ReplyQueue Always(Reply reply)
    {
        lock (_gate)
        {
            _always = reply;
        }

        return this;
    }

    internal Reply? Take()
    {
        lock (_gate)
        {
            return _replies.TryDequeue(out var next) ? next : _always;
        }
    }
}
