using Providers.Chat;
using Providers.Embeddings;
using Routing.Features;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Reads requests for embeddings from their wire form.</summary>
internal static class EmbedReader
{
    public static EmbeddingRequest Read(Wire.EmbedRequest request, RoutingHints hints, List<RequestFault> faults)
    {
        if (request.Input.Count == 0)
        {
            faults.Add(new("input", "At least one text is needed."));
        }

        for (var index = 0; index < request.Input.Count; index++)
        {
            if (request.Input[index].Length == 0)
            {
                faults.Add(new($"input[{index}]", "Must not be empty."));
            }
        }

        if (request.HasDimensions && request.Dimensions < 1)
        {
            faults.Add(new("dimensions", "Must be at least 1."));
        }

        return EmbeddingRequest.From(
            [.. request.Input], request.Model.Length > 0 ? request.Model : null, request.HasDimensions ? request.Dimensions : null, hints);
    }
}
