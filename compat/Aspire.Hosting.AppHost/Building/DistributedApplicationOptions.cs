using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How the application is built.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Configuration on the command line: <c>--key value</c> or <c>--key=value</c>.</summary>
    public string[]? Args { get; set; }

    /// <summary>The assembly that states the topology; null means the entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Accepted and without effect: the stand-in has no dashboard.</summary>
    public bool DisableDashboard { get; set; }

    internal Assembly? Assembly => AssemblyName is null ? Assembly.GetEntryAssembly() : Assembly.Load(AssemblyName);

    /// <summary>The build leaves the app host's folder in the assembly, under the same key as the official SDK.</summary>
    internal string ProjectDirectory =>
        Assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(data => string.Equals(data.Key, "apphostprojectpath", StringComparison.OrdinalIgnoreCase))?.Value
        ?? Directory.GetCurrentDirectory();
}

/// <summary>The application cannot be built or run as stated.</summary>
public class DistributedApplicationException(string message) : Exception(message);
