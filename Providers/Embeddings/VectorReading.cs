using System.Buffers.Binary;
using System.Text.Json;
using Providers.Failures;

namespace Providers.Embeddings;

/// <summary>Reads vectors as upstreams spell them.</summary>
internal static class VectorReading
{
    /// <exception cref="UpstreamFailureException">There is not one vector for each input.</exception>
    public static void Expect(int vectors, EmbeddingRequest request)
    {
        if (vectors != request.Count)
        {
            throw Malformed("The provider did not give one vector for each input.");
        }
    }

    /// <exception cref="UpstreamFailureException">It is neither an array of numbers nor base64 of 32-bit floats.</exception>
    public static float[] Read(JsonElement vector)
    {
        switch (vector.ValueKind)
        {
            case JsonValueKind.Array:
                return [.. vector.EnumerateArray().Select(ReadNumber)];
            case JsonValueKind.String when vector.TryGetBytesFromBase64(out var bytes) && bytes.Length % sizeof(float) == 0:
                var floats = new float[bytes.Length / sizeof(float)];
                for (var i = 0; i < floats.Length; i++)
                {
                    floats[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
                }

                return floats;
            default:
                throw Malformed("The answer has something other than vectors.");
        }
    }

    private static float ReadNumber(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetSingle(out var value)
            ? value
            : throw Malformed("A vector has something other than numbers.");

    private static UpstreamFailureException Malformed(string message) => new(UpstreamFailure.Malformed(message));
}
