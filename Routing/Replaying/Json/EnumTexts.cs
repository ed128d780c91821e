using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Routing.Replaying.Json;

/// <summary>The JSON of each value of an enum, as the serializer writes it, worked out once.</summary>
internal static class EnumTexts<T>
    where T : struct, Enum
{
    // Beyond it are only sets of flags that hardly anybody asks for.
    private const int Frequent = 256;

    private static readonly byte[]?[] Known = new byte[Frequent][];
    private static readonly ConcurrentDictionary<T, byte[]> Rare = new();

    public static ReadOnlySpan<byte> Of(T value)
    {
        var number = (uint)Unsafe.BitCast<T, int>(value);
        return number < Frequent ? Known[number] ??= Write(value) : Rare.GetOrAdd(value, static value => Write(value));
    }

    private static byte[] Write(T value) => JsonSerializer.SerializeToUtf8Bytes(value, RoutingJson.Plain.Options.GetTypeInfo(typeof(T)));
}
