namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Stands in for <c>Microsoft.Extensions.ServiceDiscovery.ServiceDiscoveryOptions</c>.</summary>
public sealed class ServiceDiscoveryOptions
{
    /// <summary>Stands in for <c>AllowAllSchemes</c>: take whatever scheme an address asks for.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AllowAllSchemes { get; set; } = true;

    /// <summary>Stands in for <c>AllowedSchemes</c>: the only schemes that count once not all are allowed.</summary>
    /// <value>Empty by default.</value>
    public IList<string> AllowedSchemes { get; set; } = [];

    /// <summary>
    /// Stands in for <c>RefreshPeriod</c>, how often sources that cannot signal a change are asked again. Configuration,
    /// the one source covered here, does signal, so the value is kept and not used.
    /// </summary>
    /// <value>60 seconds by default.</value>
    public TimeSpan RefreshPeriod { get; set; } = TimeSpan.FromSeconds(60);

    internal string[] Allowed(string[] asked) =>
        AllowAllSchemes ? asked : [.. asked.Where(scheme => AllowedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))];
}
