using System.Security.Cryptography;
using ServiceDefaults.ControlPlane;

namespace Catalog.Api.Credentials;

/// <summary>
/// The key under which stored keys are sealed, from <c>Credentials:DataKey</c> (32 bytes in base64) or the file that
/// <c>Credentials:DataKeyFile</c> names. Where only this machine can call, a file that is not there is made on first use; elsewhere
/// each replica would make one of its own, and none could read what another has sealed.
/// </summary>
internal sealed class DataKey(IConfiguration configuration, ServiceKey serviceKey)
{
    private const int Size = 32;
    private const string Make = "make one with: openssl rand -base64 32";

    private readonly Lock _gate = new();
    private KeySeal? _seal;

    /// <summary>What to seal with; null with the reason when there is none.</summary>
    /// <param name="missing">What to do about it.</param>
    /// <param name="make">Whether a file that is missing may be made.</param>
    public KeySeal? Find(out string? missing, bool make = false)
    {
        lock (_gate)
        {
            missing = null;
            return _seal ??= Read(out missing, make) is { } bytes ? new KeySeal(bytes) : null;
        }
    }

    private byte[]? Read(out string? missing, bool make)
    {
        if (configuration["Credentials:DataKey"] is { Length: > 0 } text)
        {
            return Parse(text, "Credentials__DataKey", out missing);
        }

        if (configuration["Credentials:DataKeyFile"] is not { Length: > 0 } path)
        {
            missing = $"Keys are sealed under a data key, and none is set: name one in Credentials__DataKey or a file in Credentials__DataKeyFile; {Make}.";
            return null;
        }

        try
        {
            if (!File.Exists(path) && make && serviceKey.IsLocalOnly)
            {
                Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)));
            }

            return Parse(File.ReadAllText(path).Trim(), $"the file {path}", out missing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            missing = $"The data key's file {path} cannot be read ({e.Message}). Put the same file there for every replica; {Make}.";
            return null;
        }
    }

    private static byte[]? Parse(string text, string where, out string? missing)
    {
        var bytes = new byte[Size];
        var isKey = Convert.TryFromBase64String(text, bytes, out var written) && written == Size;
        missing = isKey ? null : $"What {where} holds is no data key of {Size} bytes in base64; {Make}.";
        return isKey ? bytes : null;
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
