namespace Router.Grpc.Settings;

/// <summary>Who is served from the cache of answers.</summary>
internal enum CacheMode
{
    /// <summary>Nobody, whatever they ask for.</summary>
    Off,

    /// <summary>Requests that ask for it, by themselves or by their virtual key.</summary>
    Asked,

    /// <summary>All but those that ask not to be.</summary>
    On,
}
