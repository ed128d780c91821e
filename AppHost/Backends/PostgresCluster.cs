using System.Globalization;
using AppHost.Launch;

namespace AppHost.Backends;

/// <summary>The data of a local PostgreSQL, with the programs and the user that may open it.</summary>
internal sealed record PostgresCluster(PostgresBinaries Programs, ServerUser User, string Folder)
{
    /// <summary>Finds the programs and creates the cluster with its database when there is none yet.</summary>
    /// <exception cref="StartupProblem">It cannot be done here; says what can.</exception>
    public static async Task<PostgresCluster> PrepareAsync(
        string folder,
        string? configuredPrograms,
        string password,
        CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(folder, "PG_VERSION");
        int? dataMajor = File.Exists(versionFile) ? int.Parse(await File.ReadAllTextAsync(versionFile, cancellationToken), CultureInfo.InvariantCulture) : null;
        var programs = await PostgresBinaries.FindAsync(configuredPrograms, dataMajor, cancellationToken);
        var user = await ServerUser.ForAsync([Path.GetDirectoryName(folder)!, programs.Folder], cancellationToken);
        var cluster = new PostgresCluster(programs, user, folder);
        if (dataMajor is null)
        {
            await Progress.ShowAsync("Creating the database", cluster.CreateAsync(password, cancellationToken));
        }

        Console.WriteLine($"PostgreSQL {programs.Version} from {programs.Folder}, data in {folder}.");
        return cluster;
    }

    public string[] ServerCommand(int port) => ServerUser.Line(
        User,
        Programs.Postgres,
        "-D", Folder,
        "-p", port.ToString(CultureInfo.InvariantCulture),
        "-c", "listen_addresses=127.0.0.1",
        "-c", "unix_socket_directories=");

    private async Task CreateAsync(string password, CancellationToken cancellationToken)
    {
        // Renamed when complete: an interrupted creation leaves nothing that looks like a database.
        var unfinished = Folder + ".new";
        var passwordFile = Folder + ".password";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        try
        {
            await File.WriteAllTextAsync(passwordFile, password, cancellationToken);
            await User.TakeOverAsync(passwordFile, cancellationToken);
            await User.TakeOverAsync(unfinished, cancellationToken);
            await RunAsync(
                Programs.InitDb,
                ["-D", unfinished, "-U", "postgres", $"--pwfile={passwordFile}", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"],
                input: null,
                cancellationToken);
            // A server without a network: the database is there before anything can connect.
            await RunAsync(Programs.Postgres, ["--single", "-D", unfinished, "postgres"], "CREATE DATABASE catalog\n", cancellationToken);
            Directory.Move(unfinished, Folder);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private async Task RunAsync(string program, string[] arguments, string? input, CancellationToken cancellationToken)
    {
        var line = ServerUser.Line(User, program, arguments);
        var result = await Command.RunAsync(line[0], line[1..], cancellationToken, input);
        if (result.ExitCode != 0)
        {
            throw new StartupProblem($"{Path.GetFileName(program)} failed: {result.LastLine}. The programs came from {Programs.Folder}; AppHost__PostgresBin names others.");
        }
    }
}
