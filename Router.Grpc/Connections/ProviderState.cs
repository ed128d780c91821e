namespace Router.Grpc.Connections;

/// <summary>What this router keeps of a provider while catalogs come and go.</summary>
/// <param name="Client">Its connections.</param>
/// <param name="Gate">Its calls under way.</param>
/// <param name="Credentials">Its keys.</param>
/// <param name="Retries">How often a request may be repeated there.</param>
internal sealed record ProviderState(HttpMessageInvoker Client, ProviderGate Gate, CredentialPool Credentials, Allowance Retries);
