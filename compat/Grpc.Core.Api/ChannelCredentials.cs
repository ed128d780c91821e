namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.ChannelCredentials</c>: how a channel is secured.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Stands in for <c>Insecure</c>: cleartext.</summary>
    public static ChannelCredentials Insecure { get; } = new Cleartext();

    /// <summary>Stands in for <c>SecureSsl</c>: TLS with the machine's own trust.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    internal virtual bool IsComposable => false;

    /// <summary>Stands in for <c>Create</c>: a secured channel whose every call says who makes it.</summary>
    /// <exception cref="ArgumentException">The channel is not secured, and what identifies a caller must not travel in cleartext.</exception>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
        new Composite(channelCredentials, callCredentials);

    /// <summary>Stands in for <c>InternalPopulateConfiguration</c>; public because the client's assembly calls it.</summary>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state);

    private sealed class Cleartext : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
            configurator.SetInsecureCredentials(state);
    }

    private sealed class Composite : ChannelCredentials
    {
        private readonly ChannelCredentials _channel;
        private readonly CallCredentials _call;

        public Composite(ChannelCredentials channelCredentials, CallCredentials callCredentials)
        {
            ArgumentNullException.ThrowIfNull(channelCredentials);
            ArgumentNullException.ThrowIfNull(callCredentials);
            _channel = channelCredentials.IsComposable
                ? channelCredentials
                : throw new ArgumentException("CallCredentials go with secured channel credentials, such as SslCredentials, only.", nameof(channelCredentials));
            _call = callCredentials;
        }

        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
            configurator.SetCompositeCredentials(state, _channel, _call);
    }
}

/// <summary>Stands in for <c>Grpc.Core.ChannelCredentialsConfiguratorBase</c>: what a channel makes of them.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>Stands in for <c>SetInsecureCredentials</c>.</summary>
    public abstract void SetInsecureCredentials(object state);

    /// <summary>Stands in for <c>SetSslCredentials</c>.</summary>
    public abstract void SetSslCredentials(
        object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    /// <summary>Stands in for <c>SetCompositeCredentials</c>.</summary>
    public abstract void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}
