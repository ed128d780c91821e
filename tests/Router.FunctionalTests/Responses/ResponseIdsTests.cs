using Microsoft.Extensions.Configuration;
using Providers.OpenAi.Responses;
using Router.FunctionalTests.Running;
using Router.Grpc.Admission;
using Router.Grpc.OpenAi;
using ServiceDefaults.ControlPlane;

namespace Router.FunctionalTests.Responses;

public sealed class ResponseIdsTests
{
    private static readonly StoredResponse Stored = new("resp_one", Catalogs.First, StoredResponse.MarkOf("a key"));
    private static readonly Caller Web = new() { KeyId = "one", ProjectId = "web" };
    private readonly ResponseIds _ids = Ids("secret");

    [Fact]
    public void A_sealed_id_is_the_same_every_time_tells_nothing_and_opens_for_its_project_on_every_router()
    {
        var id = _ids.Of(Stored, Web);

        Assert.Equal(id, Ids("secret").Of(Stored, Web with { KeyId = "two" }));
        Assert.Equal(Stored, Ids("secret").Find(id, Web with { KeyId = "two" }));
        Assert.Matches("^resp_[A-Za-z0-9_-]+$", id);
        Assert.DoesNotContain("one", id, StringComparison.Ordinal);
        Assert.NotEqual(id, _ids.Of(Stored with { Id = "resp_two" }, Web));
        Assert.NotEqual(id, _ids.Of(Stored, Web with { ProjectId = "other" }));
    }

    [Fact]
    public void Nobody_else_can_open_it()
    {
        var id = _ids.Of(Stored, Web);

        Assert.Null(_ids.Find(id, Web with { ProjectId = "other" }));
        Assert.Null(_ids.Find(id, Caller.Anonymous));
        Assert.Null(Ids("another secret").Find(id, Web));
        Assert.Null(Ids(null).Find(id, Web));
    }

    [Fact]
    public void What_was_changed_anywhere_or_made_up_is_nobodys()
    {
        var id = _ids.Of(Stored, Web);

        for (var at = 0; at < id.Length; at++)
        {
            Assert.Null(_ids.Find($"{id[..at]}{(id[at] == 'A' ? 'B' : 'A')}{id[(at + 1)..]}", Web));
            Assert.Null(_ids.Find(id[..at], Web));
        }

        Assert.All([null, "", "resp_", "resp_one", id + "A", id + " ", Stored.ToString(), new string('A', 100_000)], one => Assert.Null(_ids.Find(one, Web)));
    }

    [Fact]
    public void Without_a_key_an_id_says_where_the_response_is()
    {
        Assert.Equal(Stored.ToString(), _ids.Of(Stored, Caller.Anonymous));
        Assert.Equal(Stored, _ids.Find(Stored.ToString(), Caller.Anonymous));
    }

    private static ResponseIds Ids(string? serviceKey) =>
        new(ServiceKey.From(new ConfigurationBuilder().AddInMemoryCollection([new("ServiceKey", serviceKey)]).Build()));
}
