using Catalog.Api.Database;

namespace Catalog.Api.Access;

/// <summary>Wakes the watchers of access: every change of it is one of the catalog's revision.</summary>
internal sealed class AccessSignal() : ChannelSignal("catalog_revision");
