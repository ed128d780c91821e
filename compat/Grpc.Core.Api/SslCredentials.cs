namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.SslCredentials</c>. The .NET client takes the empty form only; certificates go to its handler.</summary>
public sealed class SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback)
    : ChannelCredentials
{
    /// <summary>Stands in for the constructor of the same form.</summary>
    public SslCredentials()
        : this(rootCertificates: null, keyCertificatePair: null, verifyPeerCallback: null)
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public SslCredentials(string rootCertificates)
        : this(rootCertificates, keyCertificatePair: null, verifyPeerCallback: null)
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public SslCredentials(string rootCertificates, KeyCertificatePair keyCertificatePair)
        : this(rootCertificates, keyCertificatePair, verifyPeerCallback: null)
    {
    }

    /// <summary>Stands in for <c>RootCertificates</c>, PEM.</summary>
    public string? RootCertificates { get; } = rootCertificates;

    /// <summary>Stands in for <c>KeyCertificatePair</c>.</summary>
    public KeyCertificatePair? KeyCertificatePair { get; } = keyCertificatePair;

    internal override bool IsComposable => true;

    /// <inheritdoc/>
    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) =>
        configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, verifyPeerCallback);
}

/// <summary>Stands in for <c>Grpc.Core.KeyCertificatePair</c>, both PEM.</summary>
public sealed class KeyCertificatePair(string certificateChain, string privateKey)
{
    /// <summary>Stands in for <c>CertificateChain</c>.</summary>
    public string CertificateChain { get; } = certificateChain;

    /// <summary>Stands in for <c>PrivateKey</c>.</summary>
    public string PrivateKey { get; } = privateKey;
}

/// <summary>Stands in for <c>Grpc.Core.VerifyPeerCallback</c>.</summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);

/// <summary>Stands in for <c>Grpc.Core.VerifyPeerContext</c>.</summary>
public class VerifyPeerContext
{
    internal VerifyPeerContext(string targetName, string peerPem)
    {
        TargetName = targetName;
        PeerPem = peerPem;
    }

    /// <summary>Stands in for <c>TargetName</c>.</summary>
    public string TargetName { get; }

    /// <summary>Stands in for <c>PeerPem</c>.</summary>
    public string PeerPem { get; }
}
