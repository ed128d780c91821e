using AppHost.Backends;
using AppHost.Ports;
using AppHost.Report;

namespace AppHost.Launch;

/// <summary>What the topology needs to know of this run; <c>Environment</c> holds the variables of the <c>.env</c> files.</summary>
internal sealed record Stack(IBackends Backends, ServicePorts Ports, DotEnv Environment, bool WithSimulator, StackNotes Notes)
{
    /// <summary>Where the router keeps usage until the catalog has stored it.</summary>
    public string SpoolFolder => Path.Combine(Notes.DataFolder, "spool");

    /// <summary>The key under which the catalog seals the keys it keeps; it makes the file when it first needs it.</summary>
    public string DataKeyFile => Path.Combine(Notes.DataFolder, "credentials.key");

    /// <summary>Where Catalog.Api leaves the first admin key.</summary>
    public string AdminKeyFile => Path.Combine(Notes.DataFolder, "admin.key");

    /// <summary>Where the router keeps the virtual keys it last heard of, as hashes.</summary>
    public string AccessFile => Path.Combine(Notes.DataFolder, "router_access.json");

    /// <summary>Where the router keeps what it last heard of the catalog.</summary>
    public string SnapshotFile => Path.Combine(Notes.LogFolder, "provider_registry_snapshot.json");
}
