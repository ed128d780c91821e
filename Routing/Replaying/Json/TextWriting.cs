using System.Reflection;

namespace Routing.Replaying.Json;

/// <summary>Finds out whether <see cref="InputWriting"/> and <see cref="DecisionWriting"/> know all that there is to write.</summary>
internal static class TextWriting
{
    /// <summary>Whether these are all the properties of a type that can be set: one added later is left to the serializer until it is known here.</summary>
    public static bool AreAllOf<T>(params ReadOnlySpan<string> names)
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite);
        return properties.Select(static property => property.Name).ToHashSet().SetEquals(names.ToArray());
    }
}
