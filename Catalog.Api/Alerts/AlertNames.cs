using System.Collections.Frozen;
using System.Text.Json;
using Aspire.Catalog.V1;

namespace Catalog.Api.Alerts;

/// <summary>Kinds, severities and events as the tables, REST and webhooks spell them.</summary>
internal static class AlertNames
{
    private static readonly FrozenDictionary<string, AlertKind> KindsByName = Enum.GetValues<AlertKind>()
        .Where(kind => kind != AlertKind.Unspecified)
        .ToFrozenDictionary(Of, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, AlertSeverity> SeveritiesByName = Enum.GetValues<AlertSeverity>()
        .Where(severity => severity != AlertSeverity.Unspecified)
        .ToFrozenDictionary(Of, StringComparer.Ordinal);

    public static IEnumerable<string> Kinds => KindsByName.Keys.Order(StringComparer.Ordinal);

    public static string Of(AlertKind kind) => Spell(kind.ToString());

    public static string Of(AlertSeverity severity) => Spell(severity.ToString());

    public static string Of(AlertEventType type) => Spell(type.ToString());

    /// <returns>Unspecified for what is no kind.</returns>
    public static AlertKind Kind(string name) => KindsByName.GetValueOrDefault(name);

    /// <returns>Unspecified for what is no severity.</returns>
    public static AlertSeverity Severity(string name) => SeveritiesByName.GetValueOrDefault(name);

    public static AlertEventType EventType(string name) =>
        Enum.GetValues<AlertEventType>().FirstOrDefault(type => Of(type) == name);

    private static string Spell(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
