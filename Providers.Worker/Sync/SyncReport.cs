using Providers.Worker.Rounds;

namespace Providers.Worker.Sync;

/// <summary>How each provider's latest sync ended.</summary>
internal sealed class SyncReport : ProviderReport<SyncOutcome>;
