using System.Text;

namespace AppHost.Report;

/// <summary>Everything that runs, where it answers, and the first request to send.</summary>
internal static class ResourceTable
{
    public static string Format(IReadOnlyDictionary<string, CustomResourceSnapshot?> resources, StackNotes notes)
    {
        List<(string Name, string State, string Where)> rows =
        [
            .. resources.Select(pair => (pair.Key, "ready", Addresses(pair.Value!))),
            .. notes.Missing.Select(missing => (missing.Name, "unavailable", missing.Reason)),
        ];
        var (name, state) = (Math.Max("resource".Length, rows.Max(row => row.Name.Length)), "unavailable".Length);
        var text = new StringBuilder().AppendLine()
            .AppendLine($"{"resource".PadRight(name)}  {"state".PadRight(state)}  address");
        foreach (var row in rows)
        {
            text.AppendLine($"{row.Name.PadRight(name)}  {row.State.PadRight(state)}  {row.Where}");
        }

        text.AppendLine();
        foreach (var line in notes.Lines)
        {
            text.AppendLine(line);
        }

        text.AppendLine($"Logs: {notes.LogFolder}   Data: {notes.DataFolder}   Stop: Ctrl-C");
        return text.Append(FirstRequest(resources)).ToString();
    }

    private static string Addresses(CustomResourceSnapshot resource) =>
        string.Join("  ", resource.Urls.Select(url => url.Name is "http" or "tcp" or null ? url.Url : $"{url.Name} {url.Url}"));

    private static string FirstRequest(IReadOnlyDictionary<string, CustomResourceSnapshot?> resources)
    {
        var router = resources["router"]!.Urls.First(url => url.Name == "http").Url.TrimEnd('/');
        return $$"""
            Try it:
            curl {{router}}/v1/chat/completions -H 'content-type: application/json' -d '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'
            """;
    }
}
