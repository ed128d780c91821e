namespace Simulation.Scripting;

/// <summary>A tool call to answer with.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">Its arguments as JSON text.</param>
/// <param name="Id">The call's id; numbered when null.</param>
public sealed record SimulatedToolCall(string Name, string Arguments, string? Id = null);
