using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;

namespace Catalog.Api.Keys;

/// <summary>
/// Makes the first admin key when the catalog starts with none, and shows it once: in the file that <c>Keys:AdminKeyFile</c> names,
/// which only its owner may read, or on standard output. Not in the log, which others collect.
/// </summary>
internal sealed class FirstAdminKey(
    NpgsqlDataSource database, DatabaseReadiness readiness, KeyPepper peppers, IConfiguration configuration, TimeProvider time, ILogger<FirstAdminKey> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        if (peppers.Find(out var missing, make: true) is not { } pepper)
        {
            KeyLog.NoAdminKey(logger, missing!);
            return;
        }

        try
        {
            await MakeAsync(pepper, stoppingToken);
        }
        catch (NpgsqlException e)
        {
            var reason = $"PostgreSQL cannot be used: {e.Message} The next start tries again.";
            KeyLog.NoAdminKey(logger, reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = $"The file that Keys__AdminKeyFile names cannot be written: {e.Message} The next start tries again.";
            KeyLog.NoAdminKey(logger, reason);
        }
    }

    private async Task MakeAsync(Pepper pepper, CancellationToken cancellationToken)
    {
        await using var edit = await CatalogEdit.BeginAsync(database, "first start", cancellationToken);
        if (await KeyStore.HadAdminAsync(edit.Connection, cancellationToken))
        {
            return;
        }

        var secret = NewSecret.Make(pepper);
        var key = new VirtualKey { Project = "default", Role = KeyRoles.Admin, DisplayName = "First admin key" };
        await KeyEdits.InsertAsync(edit, key, secret, time.GetUtcNow(), cancellationToken);

        // Before it counts: a key that nobody was shown would be the first one all the same.
        var file = configuration["Keys:AdminKeyFile"];
        if (file is { Length: > 0 })
        {
            WriteFile(file, secret.Text);
        }

        await edit.CommitAsync(cancellationToken);
        if (file is { Length: > 0 })
        {
            KeyLog.AdminKeyWritten(logger, file);
        }
        else
        {
            Console.WriteLine($"The first admin key, shown this once: {secret.Text}");
        }
    }

    private static void WriteFile(string path, string secret)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.WriteLine(secret);
    }
}
