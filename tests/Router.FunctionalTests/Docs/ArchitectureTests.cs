using System.Text.RegularExpressions;
using Router.FunctionalTests.Running;

namespace Router.FunctionalTests.Docs;

public sealed partial class ArchitectureTests
{
    [Fact]
    public void Every_file_that_the_walk_names_exists()
    {
        var page = File.ReadAllText(Repository.File("docs/architecture.md"));

        var named = FileName().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.True(named.Length >= 15, "The walk through a request names its files.");
        Assert.All(named, path => Assert.True(File.Exists(Repository.File(path)), path));
    }

    [GeneratedRegex(@"`([A-Za-z][\w.\-]*(?:/[\w.\-]+)+\.(?:cs|proto|md|json))`")]
    private static partial Regex FileName();
}
