namespace Routing.Quality.Commands;

/// <summary>Options of the form <c>--name value</c>.</summary>
internal sealed class Arguments(string[] arguments)
{
    public string? Find(string name)
    {
        var at = Array.IndexOf(arguments, "--" + name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    public string Get(string name) => Find(name) ?? throw new UsageException($"--{name} is missing");
}
