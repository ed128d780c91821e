namespace Router.Grpc.Operating;

/// <summary>What became of an order.</summary>
internal enum OrderOutcome
{
    /// <summary>It holds.</summary>
    Done,

    /// <summary>The catalog lists nothing of that name.</summary>
    Unknown,

    /// <summary>The shared store does not answer: nothing has changed for anybody.</summary>
    StoreAway,
}
