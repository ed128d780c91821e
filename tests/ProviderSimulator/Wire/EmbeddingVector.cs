using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Simulation.Wire;

/// <summary>A unit vector drawn from the text's hash: no meaning in it, but the same text has the same vector.</summary>
internal static class EmbeddingVector
{
    public const int DefaultDimensions = 16;

    public static float[] Of(string text, int dimensions)
    {
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var random = new Random(BitConverter.ToInt32(seed));
        var vector = new float[Math.Clamp(dimensions, 1, 8192)];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = random.NextSingle() - 0.5f;
        }

        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return Array.ConvertAll(vector, x => x / length);
    }

    /// <summary>Little-endian float32, which is what OpenAI's clients ask for unless told otherwise.</summary>
    public static string Base64(float[] vector) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector));
}
