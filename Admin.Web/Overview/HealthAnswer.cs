using System.Text.Json;

namespace Admin.Web.Overview;

/// <summary>What a service's <c>/health</c> says.</summary>
public sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, HealthCheckAnswer> Checks);

/// <summary>What it says under one name.</summary>
public sealed record HealthCheckAnswer(string Status, string? Description, IReadOnlyDictionary<string, JsonElement>? Data);
