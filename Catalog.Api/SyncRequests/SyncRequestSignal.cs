using Catalog.Api.Database;

namespace Catalog.Api.SyncRequests;

/// <summary>Wakes those who serve watchers of requests.</summary>
internal sealed class SyncRequestSignal() : ChannelSignal(SyncStates.Channel);
