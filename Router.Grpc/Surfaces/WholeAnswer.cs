using System.IO.Pipelines;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;

namespace Router.Grpc.Surfaces;

/// <summary>An answer in one piece, on any HTTP surface.</summary>
internal static class WholeAnswer
{
    /// <param name="response">Takes it.</param>
    /// <param name="attempt">Who answered.</param>
    /// <param name="json">In the surface's own form.</param>
    /// <param name="explanation">JSON that goes into it; null for none.</param>
    /// <param name="cancellationToken">Cancelled when the caller hangs up.</param>
    public static ValueTask<FlushResult> WriteAsync(
        HttpResponse response, Attempt attempt, ReadOnlyMemory<byte> json, byte[]? explanation, CancellationToken cancellationToken)
    {
        RoutingHeaders.WriteServed(response.Headers, attempt);
        response.ContentType = "application/json";
        if (explanation is null)
        {
            response.ContentLength = json.Length;
            return response.BodyWriter.WriteAsync(json, cancellationToken);
        }

        var pieces = RoutingField.Within(json, explanation);
        response.ContentLength = pieces.Sum(static piece => piece.Length);
        return WriteAsync(response.BodyWriter, pieces, cancellationToken);
    }

    // As one a long answer would be a large object once more.
    private static async ValueTask<FlushResult> WriteAsync(PipeWriter writer, ReadOnlyMemory<byte>[] pieces, CancellationToken cancellationToken)
    {
        var flushed = default(FlushResult);
        foreach (var piece in pieces)
        {
            flushed = await writer.WriteAsync(piece, cancellationToken);
        }

        return flushed;
    }
}
