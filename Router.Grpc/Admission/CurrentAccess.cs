namespace Router.Grpc.Admission;

/// <summary>The keys in force. Readers take them without a lock; the feed replaces them whole.</summary>
internal sealed class CurrentAccess
{
    private volatile AccessTable? _table;

    /// <summary>Null until it is known which keys there are.</summary>
    public AccessTable? Table
    {
        get => _table;
        set => _table = value;
    }
}
