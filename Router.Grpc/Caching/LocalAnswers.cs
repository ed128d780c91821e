using Router.Grpc.Settings;

namespace Router.Grpc.Caching;

/// <summary>The answers that this router keeps in memory: those used last, up to a number of bytes.</summary>
internal sealed class LocalAnswers(RouterSettings settings, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CacheKey, LinkedListNode<(CacheKey Key, CachedAnswer Answer)>> _answers = [];
    private readonly LinkedList<(CacheKey Key, CachedAnswer Answer)> _newestFirst = new();
    private long _bytes;

    /// <summary>What is held at the moment, in bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>An answer that is still good; null when there is none.</summary>
    public CachedAnswer? Find(CacheKey key)
    {
        lock (_gate)
        {
            if (!_answers.TryGetValue(key, out var node))
            {
                return null;
            }

            if (node.Value.Answer.Expires <= time.GetUtcNow())
            {
                Drop(node);
                return null;
            }

            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value.Answer;
        }
    }

    /// <summary>Keeps an answer in place of any before it, at the cost of those not used for longest.</summary>
    public void Keep(CacheKey key, CachedAnswer answer)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(key, out var before))
            {
                Drop(before);
            }

            _answers.Add(key, _newestFirst.AddFirst((key, answer)));
            _bytes += answer.Size;
            while (_bytes > settings.Cache.LocalBytes)
            {
                Drop(_newestFirst.Last!);
            }
        }
    }

    /// <summary>Forgets an answer.</summary>
    public void Remove(CacheKey key)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(key, out var node))
            {
                Drop(node);
            }
        }
    }

    private void Drop(LinkedListNode<(CacheKey Key, CachedAnswer Answer)> node)
    {
        _newestFirst.Remove(node);
        _answers.Remove(node.Value.Key);
        _bytes -= node.Value.Answer.Size;
    }
}
