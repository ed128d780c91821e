using Simulation.Wire;

namespace Simulation.Calls;

/// <summary>Which operation of which wire format a path means. Only its end counts, so any base path works.</summary>
internal readonly record struct WireRoute(Operation Operation, IWireFormat Wire, string Model = "", bool StreamPath = false)
{
    public static WireRoute Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var found = HttpMethods.IsPost(request.Method) ? FindPost(path) : FindGet(path, request);
        return found.Operation is Operation.Unknown ? new WireRoute(Operation.Unknown, OpenAiWire.Instance) : found;
    }

    private static WireRoute FindPost(string path) => path switch
    {
        _ when Ends(path, "/chat/completions") => new(Operation.Chat, OpenAiWire.Instance),
        _ when Ends(path, "/embeddings") => new(Operation.Embed, OpenAiWire.Instance),
        _ => default,
    };

    private static WireRoute FindGet(string path, HttpRequest request)
    {
        if (Ends(path, "/models"))
        {
            return new(Operation.ListModels, OpenAiWire.Instance);
        }

        var at = path.IndexOf("/models/", StringComparison.Ordinal);
        return at < 0 ? default : new(Operation.GetModel, OpenAiWire.Instance, path[(at + "/models/".Length)..]);
    }

    private static bool Ends(string path, string end) => path.EndsWith(end, StringComparison.Ordinal);
}
