using Router.Grpc.Accounting;
using Router.Grpc.Admission;
using Router.Grpc.Feeds;
using Routing.Catalog;
using ServiceDefaults.Upstreams;

namespace Router.Grpc.Settings;

/// <summary>Everything a start needs that may be at fault, found out before anything is built on it.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Snapshot">What a lone router serves; null when the catalog feeds it.</param>
/// <param name="SpoolFolder">The spool's folder, held by this process.</param>
internal sealed record RouterStart(RouterSettings Settings, CatalogSnapshot? Snapshot, SpoolFolder SpoolFolder)
{
    /// <summary>Checks everything, so that one start names every fault.</summary>
    /// <returns>Null when there are faults.</returns>
    public static RouterStart? Check(IConfiguration configuration, IReadOnlyList<string> argumentFaults, out IReadOnlyList<string> faults)
    {
        var settings = RouterSettingsReader.Read(configuration, out var settingFaults);
        List<string> all =
        [
            .. argumentFaults,
            .. settingFaults,
            .. new ProviderOverrides(configuration).Faults(),
            .. OpenBinding.Faults(configuration, settings),
            .. TakenPorts.Faults(configuration),
        ];
        var snapshot = settings.Snapshot is { } file ? SnapshotFileReader.Read(file, all) : null;
        var folder = all.Count == 0 ? OpenSpool(settings.Spool.Directory, all) : null;
        faults = all;
        return folder is null ? null : new(settings, snapshot, folder);
    }

    private static SpoolFolder? OpenSpool(string directory, List<string> faults)
    {
        try
        {
            return SpoolFolder.Open(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"The spool folder {directory} cannot be used: {e.Message} Each router process needs a folder of its own; name one with --spool DIR.");
            return null;
        }
    }
}
