using Grpc.Core.Interceptors;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.ClientBase&lt;T&gt;</c>: the base of generated clients.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>Stands in for the constructor of the same form; for doubles in tests.</summary>
    protected ClientBase()
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration)
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public ClientBase(ChannelBase channel)
        : base(channel)
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public ClientBase(CallInvoker callInvoker)
        : base(callInvoker)
    {
    }

    /// <summary>Stands in for <c>WithHost</c>: a client whose calls name another authority.</summary>
    public T WithHost(string host) => NewInstance(Configuration.WithHost(host));

    /// <summary>Stands in for <c>NewInstance</c>; generated clients implement it.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}

/// <summary>Stands in for <c>Grpc.Core.ClientBase</c>.</summary>
public abstract class ClientBase
{
    private readonly ClientBaseConfiguration? _configuration;
    private readonly CallInvoker? _invoker;

    /// <summary>Stands in for the constructor of the same form; for doubles in tests.</summary>
    protected ClientBase()
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
    {
        _configuration = configuration;
        _invoker = configuration.CreateInvoker();
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public ClientBase(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker, host: null))
    {
    }

    /// <summary>Stands in for <c>CallInvoker</c>.</summary>
    /// <exception cref="NotSupportedException">The client was made without a channel.</exception>
    protected CallInvoker CallInvoker => _invoker ?? throw WithoutChannel();

    internal ClientBaseConfiguration Configuration => _configuration ?? throw WithoutChannel();

    private static NotSupportedException WithoutChannel() => new("This client was made without a channel and cannot call.");

    /// <summary>Stands in for <c>Grpc.Core.ClientBase.ClientBaseConfiguration</c>.</summary>
    protected internal class ClientBaseConfiguration
    {
        private readonly CallInvoker _invoker;
        private readonly string? _host;

        internal ClientBaseConfiguration(CallInvoker invoker, string? host)
        {
            ArgumentNullException.ThrowIfNull(invoker);
            _invoker = invoker;
            _host = host;
        }

        internal CallInvoker CreateInvoker() =>
            _host is null ? _invoker : new InterceptingCallInvoker(_invoker, new ContextInterceptor(_host, headers: null));

        internal ClientBaseConfiguration WithHost(string host) => new(_invoker, host);
    }
}
