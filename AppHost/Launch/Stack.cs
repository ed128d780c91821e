using AppHost.Backends;
using AppHost.Ports;
using AppHost.Report;

namespace AppHost.Launch;

/// <summary>What the topology needs to know of this run; <c>Environment</c> holds the variables of the <c>.env</c> files.</summary>
internal sealed record Stack(IBackends Backends, ServicePorts Ports, DotEnv Environment, bool WithSimulator, StackNotes Notes);
