using Providers.Worker.Rounds;

namespace Providers.Worker.Probing;

/// <summary>What each provider's latest probe found.</summary>
internal sealed class ProbeReport : ProviderReport<ProbeOutcome>;
