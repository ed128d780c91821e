using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Catalog.Api.Database;

/// <summary>One step of the schema: <c>V001_registry.sql</c>, embedded, never edited once it has shipped.</summary>
internal sealed record MigrationScript(int Version, string Name, string Sql)
{
    private const string Prefix = "Migrations/V";
    private const string Suffix = ".sql";

    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public static IReadOnlyList<MigrationScript> LoadAll()
    {
        var assembly = typeof(MigrationScript).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => Load(assembly, name))
                .OrderBy(script => script.Version),
        ];
    }

    private static MigrationScript Load(Assembly assembly, string resource)
    {
        var name = resource[Prefix.Length..^Suffix.Length];
        var version = int.Parse(name[..name.IndexOf('_', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new MigrationScript(version, name, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
