namespace Simulation.Calls;

internal enum Operation
{
    Unknown,
    Chat,
    Embed,
    CountTokens,
    ListModels,
    GetModel,
    Version,
}
