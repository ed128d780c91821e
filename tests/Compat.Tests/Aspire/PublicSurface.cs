using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Compat.Tests.Aspire;

/// <summary>Writes an assembly's public members down, one a line, in one spelling.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
    };

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => !type.IsSubclassOf(typeof(Delegate))).SelectMany(Members);

    /// <summary>The line of one member; of an accessor, its property's.</summary>
    public static string Line(MemberInfo member)
    {
        var definition = member.Module.ResolveMember(member.MetadataToken)!;
        var property = definition.DeclaringType!.GetProperties(Declared)
            .FirstOrDefault(property => property.GetAccessors().Any(accessor => accessor.MetadataToken == definition.MetadataToken));
        return definition switch
        {
            MethodInfo when property is not null => Property(property),
            MethodInfo method => Method(method),
            ConstructorInfo constructor => Constructor(constructor),
            _ => Field((FieldInfo)definition),
        };
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{Name(type)}.{name}");
        }

        var members = type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute))).SelectMany(member => member switch
        {
            MethodInfo { IsSpecialName: false } method when method.GetBaseDefinition() == method || !method.IsVirtual => [Method(method)],
            ConstructorInfo constructor when !IsCopy(constructor) => [Constructor(constructor)],
            PropertyInfo property => [Property(property)],
            FieldInfo field => [Field(field)],
            _ => Array.Empty<string>(),
        });
        return members;
    }

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [var only] && only.ParameterType == constructor.DeclaringType;

    private static string Constructor(ConstructorInfo constructor) => $"{Name(constructor.DeclaringType!)}({Parameters(constructor)})";

    private static string Property(PropertyInfo property) => $"{Name(property.DeclaringType!)}.{property.Name} : {Name(property.PropertyType)}";

    private static string Field(FieldInfo field) => $"{Name(field.DeclaringType!)}.{field.Name} : {Name(field.FieldType)}";

    private static string Method(MethodInfo method)
    {
        // The class an extension method stands in is no part of how it is called.
        var owner = method.IsDefined(typeof(ExtensionAttribute)) ? "this" : Name(method.DeclaringType!);
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        var constraints = method.GetGenericArguments().Select(Constraint);
        return $"{owner}.{method.Name}{generics}({Parameters(method)}) : {Name(method.ReturnType)}{string.Concat(constraints)}";
    }

    private static string Constraint(Type parameter)
    {
        var bounds = parameter.GetGenericParameterConstraints().Where(bound => bound != typeof(ValueType)).Select(Name).ToList();
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            bounds.Add("new()");
        }

        return bounds.Count == 0 ? "" : $" where {Name(parameter)} : {string.Join(", ", bounds)}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{Name(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        bool value => value ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Name(value)}?";
        }

        var nested = type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}." : "";
        if (type.IsGenericMethodParameter)
        {
            // Nobody names it at the call, so its name is not part of the promise.
            return type.GenericParameterPosition == 0 ? "T" : $"T{type.GenericParameterPosition + 1}";
        }

        return type.IsGenericType
            ? $"{nested}{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : nested + type.Name;
    }
}
