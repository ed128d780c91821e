using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Health;
using Routing.Tests.Decisions;

namespace Routing.Tests.Replaying;

/// <summary>
/// An input for every field there is, each with that field alone changed: found by reflection, down to the last record, so that a field
/// added later is met by itself. A type that has no changed value here fails the test that asks.
/// </summary>
internal static class ChangedFields
{
    public static IEnumerable<(string Path, DecisionInput Input)> Of(DecisionInput plain) =>
        Changes(plain, nameof(DecisionInput)).Select(change => (change.Path, (DecisionInput)change.Value));

    private static IEnumerable<(string Path, object Value)> Changes(object plain, string path)
    {
        foreach (var property in plain.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var at = $"{path}.{property.Name}";
            foreach (var (inner, value) in ChangedValues(property.PropertyType, property.GetValue(plain), at))
            {
                yield return (inner, With(plain, property, value));
            }
        }
    }

    private static IEnumerable<(string Path, object? Value)> ChangedValues(Type type, object? value, string path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalar(plain, value) is { } changed)
        {
            return [(path, changed)];
        }

        if (plain.Namespace?.StartsWith("Routing", StringComparison.Ordinal) != true || plain.IsEnum)
        {
            throw new InvalidOperationException($"Give {path} of type {plain.Name} a changed value.");
        }

        var whole = value ?? Activator.CreateInstance(plain)!;
        return [.. value is null ? [(path, whole)] : Array.Empty<(string, object?)>(), .. Changes(whole, path).Select(change => (change.Path, (object?)change.Value))];
    }

    private static object? Scalar(Type type, object? value) => type switch
    {
        _ when type == typeof(int) => (value as int? ?? 0) + 12_345,
        _ when type == typeof(long) => (value as long? ?? 0) + 12_345L,
        _ when type == typeof(bool) => !(value as bool? ?? false),
        _ when type == typeof(string) => value + "changed",
        _ when type == typeof(DateTimeOffset) => (value as DateTimeOffset? ?? Requests.Noon).AddTicks(1),
        _ when type == typeof(TimeSpan) => (value as TimeSpan? ?? TimeSpan.Zero) + TimeSpan.FromTicks(1),
        _ when type == typeof(NameSet) => new NameSet([.. ((NameSet)value!).Names, "changed"]),
        _ when type == typeof(CatalogIndex) => new CatalogIndex(((CatalogIndex)value!).Snapshot with { Aliases = [] }),
        _ when type == typeof(HealthView) => new HealthView(new Dictionary<DeploymentId, HealthState> { [Towns.Id("a/elm-2")] = new() { Score = 3 } }),
        _ when type == typeof(CapabilityConfidences) => new CapabilityConfidences { [PromptCapability.Translation] = 1 },
        _ when type == typeof(ProviderId) => new ProviderId("changed"),
        _ when type == typeof(ModelId) => new ModelId("changed"),
        _ when type == typeof(DeploymentId) => new DeploymentId(new("changed"), "changed"),
        { IsEnum: true } => Enum.ToObject(type, Convert.ToInt32(value ?? 0, null) + 1),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => OneMore(type, (IEnumerable)value!),
        _ => null,
    };

    private static object OneMore(Type type, IEnumerable rows)
    {
        var element = type.GetGenericArguments()[0];
        var all = rows.Cast<object>().ToList();
        all.Add(Scalar(element, element == typeof(string) ? "" : Activator.CreateInstance(element))
            ?? throw new InvalidOperationException($"Give a list of {element.Name} one more."));
        var array = Array.CreateInstance(element, all.Count);
        ((IList)all.ToArray()).CopyTo(array, 0);
        return typeof(ImmutableArray).GetMethods()
            .Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element).Invoke(null, [array])!;
    }

    private static object With(object plain, PropertyInfo property, object? value)
    {
        // A boxed struct is a copy already; a record copies itself.
        var copy = plain.GetType().IsValueType
            ? System.Runtime.CompilerServices.RuntimeHelpers.GetObjectValue(plain)
            : plain.GetType().GetMethod("<Clone>$")!.Invoke(plain, null)!;
        property.SetValue(copy, value);
        return copy;
    }
}
