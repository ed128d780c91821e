namespace Aspire.Hosting.ApplicationModel;

/// <summary>One part of the application: a process, a parameter, a connection string.</summary>
public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>A fact attached to a resource.</summary>
public interface IResourceAnnotation;

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithArgs : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

public interface IResourceWithWaitSupport : IResource;

/// <summary>The facts attached to one resource, in the order they were added.</summary>
public sealed class ResourceAnnotationCollection : System.Collections.ObjectModel.Collection<IResourceAnnotation>;

/// <summary>What to do with an earlier annotation of the same type.</summary>
public enum ResourceAnnotationMutationBehavior
{
    Append,
    Replace,
}

/// <summary>The common part of every resource.</summary>
public abstract class Resource(string name) : IResource
{
    public virtual string Name { get; } = ModelName.Checked(name);

    public virtual ResourceAnnotationCollection Annotations { get; } = [];

    public override string ToString() => $"{GetType().Name} \"{Name}\"";
}

/// <summary>What may be called how: the rule of the official model, so that a name refused there is refused here.</summary>
internal static class ModelName
{
    public static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var valid = name.Length <= 64
            && char.IsAsciiLetter(name[0])
            && !name.EndsWith('-')
            && !name.Contains("--", StringComparison.Ordinal)
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return valid
            ? name
            : throw new ArgumentException($"Resource name '{name}' is invalid: up to 64 ASCII letters, digits and single hyphens, a letter first.", nameof(name));
    }
}
