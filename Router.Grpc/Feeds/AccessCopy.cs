using Aspire.Catalog.V1;
using Google.Protobuf;
using Router.Grpc.Settings;

namespace Router.Grpc.Feeds;

/// <summary>
/// The file that keeps the virtual keys last received, as hashes, for a start while the catalog is away. Only its owner may read it,
/// and nothing serves it.
/// </summary>
internal sealed partial class AccessCopy(RouterSettings settings, ILogger<AccessCopy> logger)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <returns>Null when there is none, or none that can be read.</returns>
    public WatchAccessResponse? Read()
    {
        var path = settings.AccessCopy;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return Parser.Parse<WatchAccessResponse>(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidProtocolBufferException or InvalidJsonException)
        {
            LogUnreadable(path, e.Message);
            return null;
        }
    }

    /// <summary>Replaces the file in one step, so that no reader ever sees half of it.</summary>
    public void Write(WatchAccessResponse access)
    {
        var path = settings.AccessCopy;
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(draft);
            using (var writer = new StreamWriter(draft, Private()))
            {
                JsonFormatter.Default.Format(access, writer);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnwritable(path, e.Message);
        }
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    [LoggerMessage(EventId = 512, Level = LogLevel.Warning, Message = "The copy of the virtual keys {Path} is left aside: {Reason}")]
    private partial void LogUnreadable(string path, string reason);

    [LoggerMessage(EventId = 513, Level = LogLevel.Warning, Message = "The copy of the virtual keys {Path} cannot be written, so a start without the catalog will know none of them: {Reason}")]
    private partial void LogUnwritable(string path, string reason);
}
