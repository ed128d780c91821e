using Providers.OpenAi;

namespace Providers.Tests;

public class ProviderProfilesTests
{
    public static TheoryData<string> Names => new(ProviderProfiles.All.Select(profile => profile.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_profile_has_an_adapter_of_its_format(string name)
    {
        Assert.True(ProviderProfiles.TryGet(name, out var profile));
        Assert.True(ProviderAdapters.TryGet(name, out var adapter));
        Assert.Equal(profile.Format, adapter.Format);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_documentation_says_of_each_profile_what_the_code_says(string name)
    {
        Assert.True(ProviderProfiles.TryGet(name, out var profile));

        // The first table is that of the profiles; later ones say what else is different between them.
        var row = File.ReadLines(Path.Combine(Root(), "docs", "providers.md"))
            .First(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));
        Assert.Contains(profile.BaseUrl?.OriginalString ?? "your own", row, StringComparison.Ordinal);
        Assert.Contains(profile.ApiKeyEnvironment ?? "–", row, StringComparison.Ordinal);
        Assert.Contains($"`{profile.MaxTokensField}`{(profile.OneSpelling ? " only" : " |")}", row, StringComparison.Ordinal);
        Assert.Equal(profile.StreamUsage, !row.Contains("without `stream_options`", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_speaks_an_unknown_profile()
    {
        Assert.False(ProviderProfiles.TryGet("acme", out _));
        Assert.False(ProviderAdapters.TryGet("acme", out _));
    }

    [Fact]
    public void Upper_and_lower_case_are_the_same()
    {
        Assert.True(ProviderAdapters.TryGet("OpenAI", out var adapter));
        Assert.IsType<OpenAiCompatibleAdapter>(adapter);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Aspire.Routing.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Not run from within the repository.");
        }

        return folder.FullName;
    }
}
