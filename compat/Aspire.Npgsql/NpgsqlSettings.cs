namespace Aspire.Npgsql;

/// <summary>Stands in for <c>Aspire.Npgsql.NpgsqlSettings</c>, read from <c>Aspire:Npgsql</c>.</summary>
public class NpgsqlSettings
{
    /// <summary>Stands in for <c>ConnectionString</c>; <c>ConnectionStrings:{name}</c> comes before it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Stands in for <c>DisableHealthChecks</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Stands in for <c>DisableTracing</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DisableTracing { get; set; }

    /// <summary>Stands in for <c>DisableMetrics</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DisableMetrics { get; set; }
}
