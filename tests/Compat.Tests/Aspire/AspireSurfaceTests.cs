using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Compat.Tests.Aspire;

/// <summary>
/// The stand-ins for Aspire's hosting packages promise what the official ones do: every public member is on the list of
/// official signatures, or on the short one of what is ours alone. Whoever adds a member looks it up first.
/// </summary>
public sealed class AspireSurfaceTests
{
    private static readonly string[] StandIns = ["Aspire.Hosting.AppHost", "Aspire.Hosting.PostgreSQL", "Aspire.Hosting.Redis"];

    private static string[] Surface => [.. StandIns.Select(Assembly.Load).SelectMany(PublicSurface.Of)];

    [Fact]
    public void Every_public_member_is_official_or_known_not_to_be() =>
        Assert.Empty(Surface.Except(Signatures("official-signatures.txt")).Except(Signatures("ours-alone.txt")));

    [Fact]
    public void What_is_called_ours_alone_is_there_and_is_not_official()
    {
        var ours = Signatures("ours-alone.txt");

        Assert.Empty(ours.Except(Surface));
        Assert.Empty(ours.Intersect(Signatures("official-signatures.txt")));
    }

    [Fact]
    public void The_app_host_calls_official_members_only()
    {
        using var references = new MemberReferences(
            Assembly.Load("AppHost"), name => name.StartsWith("Aspire.Hosting", StringComparison.Ordinal), typeof(ProjectResource));

        var called = references.Members.Select(find => PublicSurface.Line(find())).ToHashSet();

        Assert.Contains(called, member => member.StartsWith("this.AddProject", StringComparison.Ordinal));
        Assert.Empty(called.Except(Signatures("official-signatures.txt")));
    }

    [Fact]
    public void The_heart_of_the_app_model_is_covered() =>
        Assert.Superset(
            new HashSet<string> { "AddProject", "AddPostgres", "AddRedis", "AddParameter", "WithReference", "WaitFor", "WithEnvironment" },
            Surface.Where(member => member.StartsWith("this.", StringComparison.Ordinal))
                .Select(member => member["this.".Length..member.IndexOfAny(['<', '('])])
                .ToHashSet());

    private static HashSet<string> Signatures(string file) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Aspire", file)).Where(line => !line.StartsWith('#'))];
}
