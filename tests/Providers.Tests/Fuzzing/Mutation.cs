using System.Text;

namespace Providers.Tests.Fuzzing;

/// <summary>Changes an answer as faulty networks, proxies and providers do, and as nobody would.</summary>
internal static class Mutation
{
    private static readonly byte[][] Scraps =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud83d", ",", ":", "null", "true", "-1", "1e999", "99999999999999999999", "0.5", "\n", "\r", "\r\n", "\n\n",
            "data:", "data: ", ": ", "event: x\n", "[DONE]", "\"choices\":", "\"index\":", "\"delta\":{}", "\"error\":{}", "<html>", "\0", "\uFEFF", "😀",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3], [0xFF, 0xFE], [0xED, 0xA0, 0x80],
    ];

    /// <summary>One to four changes at places of chance.</summary>
    public static byte[] Of(byte[] sample, Random random)
    {
        var bytes = new List<byte>(sample);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            Change(bytes, random);
        }

        return [.. bytes];
    }

    /// <summary>Where the bytes are cut on their way.</summary>
    public static int[] Cuts(int length, Random random) =>
        length == 0 ? [] : [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(1, length + 1)).Order()];

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(0, bytes.Count + 1);
        var length = Math.Min(random.Next(1, 64), bytes.Count - at);
        switch (random.Next(0, 7))
        {
            case 0 when length > 0:
                bytes[at] = (byte)random.Next(0, 256);
                break;
            case 1 when length > 0:
                bytes[at] ^= (byte)(1 << random.Next(0, 8));
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                // Something from elsewhere in the answer, as when events change places.
                bytes.InsertRange(at, bytes.GetRange(random.Next(0, bytes.Count - length + 1), length));
                break;
            default:
                bytes.InsertRange(at, Scraps[random.Next(Scraps.Length)]);
                break;
        }
    }
}
