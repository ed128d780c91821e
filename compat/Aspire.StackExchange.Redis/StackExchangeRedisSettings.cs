namespace Aspire.StackExchange.Redis;

/// <summary>Stands in for <c>Aspire.StackExchange.Redis.StackExchangeRedisSettings</c>, read from <c>Aspire:StackExchange:Redis</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>Stands in for <c>ConnectionString</c>; <c>ConnectionStrings:{name}</c> comes before it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Stands in for <c>DisableAutoActivation</c>: connect at the first use rather than at the start.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DisableAutoActivation { get; set; }

    /// <summary>Stands in for <c>DisableHealthChecks</c>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Stands in for <c>DisableTracing</c>. The client of this mode emits no spans, so there is nothing to disable.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DisableTracing { get; set; }
}
