using System.Collections.Concurrent;
using System.Text.Json;

namespace Routing.Replaying.Json;

/// <summary>The JSON of each value of an enum, as the serializer writes it, worked out once.</summary>
internal static class EnumTexts<T>
    where T : struct, Enum
{
    private static readonly ConcurrentDictionary<T, byte[]> Known = new();

    public static byte[] Of(T value) => Known.GetOrAdd(value, static value =>
        JsonSerializer.SerializeToUtf8Bytes(value, RoutingJson.Plain.Options.GetTypeInfo(typeof(T))));
}
