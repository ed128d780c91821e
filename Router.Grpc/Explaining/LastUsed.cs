namespace Router.Grpc.Explaining;

/// <summary>Keeps the few values that were asked for last.</summary>
internal sealed class LastUsed<TKey, TValue>(int most)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(TKey Key, TValue Value)> _values = [];

    public TValue? Find(TKey key)
    {
        lock (_gate)
        {
            for (var node = _values.First; node is not null; node = node.Next)
            {
                if (EqualityComparer<TKey>.Default.Equals(node.Value.Key, key))
                {
                    _values.Remove(node);
                    _values.AddFirst(node);
                    return node.Value.Value;
                }
            }

            return null;
        }
    }

    public TValue Keep(TKey key, TValue value)
    {
        lock (_gate)
        {
            _values.AddFirst((key, value));
            if (_values.Count > most)
            {
                _values.RemoveLast();
            }

            return value;
        }
    }
}
