using System.Text.Json;
using Simulation.Calls;

namespace Simulation.Wire;

/// <summary>One provider's protocol: how requests are read and answers, errors and lists are written.</summary>
internal interface IWireFormat
{
    string StreamContentType { get; }

    /// <summary>Header that carries the request's id; null where the provider sends none.</summary>
    string? RequestIdHeader { get; }

    SimulatedCall Read(SimulatedCall call, JsonElement body);

    object Plain(Answer answer);

    IEnumerable<Frame> Stream(Answer answer);

    object Error(int status, string message);

    /// <summary>An error event inside a stream whose status is already 200.</summary>
    byte[] ErrorFrame(int status, string message);

    /// <summary>An event whose payload is not JSON.</summary>
    byte[] BrokenFrame();

    object ModelList(ModelPage page);

    object Model(string id);

    object Embeddings(string model, JsonElement body);

    object TokenCount(int tokens);
}
