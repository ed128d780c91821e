using Catalog.Api.Database;

namespace Catalog.Api.Alerts;

/// <summary>Wakes those who follow alerts.</summary>
internal sealed class AlertSignal() : ChannelSignal(AlertStore.Channel);
