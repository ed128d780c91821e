using System.Diagnostics.Metrics;
using System.Net;
using Aspire.Catalog.V1;
using Catalog.Api.Views;
using Catalog.FunctionalTests.Feeds;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Catalog.FunctionalTests.Views;

/// <summary>The view that narrows what routers may choose from.</summary>
public sealed class ActiveViewTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private CatalogHost _host = null!;

    private HttpClient Http => _host.Http;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = await CatalogHost.StartAsync(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _host.Logs.VerifyNoErrors();
    }

    [Fact]
    public async Task It_reaches_routers_and_follows_the_registry()
    {
        using var watcher = new Watcher(_host.Channel);
        await watcher.NextAsync();
        Assert.Null(watcher.Current.ActiveView);

        await SetAsync("vision-under-1");
        await Eventually.Is(() => _host.Feed.Current!.ActiveView is not null);
        await watcher.UntilAsync(_host.Feed.Current!.Revision);
        var listed = (await Http.GetJsonAsync("/api/v1/views/vision-under-1/models?page_size=1000")).Ids();
        Assert.Equal(listed, watcher.Current.ActiveView!.Deployments.Select(id => id.ToString()));

        using var dearer = await Http.PutJsonAsync($"/api/v1/models/{listed[0]}", """{"prices":[{"input":99,"output":99}]}""");
        await Eventually.Is(() => _host.Feed.Current!.ActiveView!.Deployments.Length == listed.Length - 1);
        await watcher.UntilAsync(_host.Feed.Current!.Revision);
        Assert.DoesNotContain(listed[0], watcher.Current.ActiveView!.Deployments.Select(id => id.ToString()));

        await SetAsync("model_registry");
        await Eventually.Is(() => _host.Feed.Current!.ActiveView is null);
        await watcher.UntilAsync(_host.Feed.Current!.Revision);
        Assert.Null(watcher.Current.ActiveView);
    }

    [Fact]
    public async Task A_watcher_that_was_away_hears_of_it()
    {
        var known = _host.Feed.Current!;
        await SetAsync("free-models");
        await Eventually.Is(() => _host.Feed.Current!.ActiveView is not null);

        using var call = new CatalogService.CatalogServiceClient(_host.Channel).WatchCatalog(new() { KnownRevision = known.Revision });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal("free-models", call.ResponseStream.Current.Changes.ActiveView.Name);
    }

    [Fact]
    public async Task A_name_that_is_no_view_is_refused_with_a_suggestion()
    {
        using var response = await Http.PutJsonAsync("/api/v1/settings", """{"active_table_name":"free-model"}""");

        var errors = (await response.JsonAsync(HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Contains("did you mean 'free-models'?", errors.GetProperty("active_table_name")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unified_models", "model_registry")]
    [InlineData("openrouterfree", "openrouter-free")]
    [InlineData("my_free_models", "free-models")]
    public async Task Legacy_names_are_translated_with_a_notice(string legacy, string now)
    {
        using var response = await Http.PutJsonAsync("/api/v1/settings", $$"""{"active_table_name":"{{legacy}}"}""");

        var answer = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(now, answer.GetProperty("active_table_name").GetString());
        Assert.Contains($"'{legacy}' is a table of an earlier system", answer.GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_gone_falls_back_with_a_warning_and_a_metric()
    {
        await SetAsync("free-models");
        await Eventually.Is(() => _host.Feed.Current!.ActiveView is not null);
        var fallbacks = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name == ViewInstruments.FallbackName && instrument.Meter.Scope == _host.Services.GetRequiredService<IMeterFactory>())
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) => Interlocked.Add(ref fallbacks, measured));
        listener.Start();

        await _database.ExecuteAsync("DELETE FROM views WHERE name = 'free-models'");

        await Eventually.Is(() => _host.Feed.Current!.ActiveView is null && Interlocked.Read(ref fallbacks) > 0);
        await Eventually.Is(() => _host.Logs.Lines.Any(
            line => line.Level == LogLevel.Warning && line.Message.Contains("there is no view 'free-models'", StringComparison.Ordinal)));
        var settings = await Http.GetJsonAsync("/api/v1/settings");
        Assert.Equal("free-models", settings.GetProperty("active_table_name").GetString());
        Assert.Contains("there is no view", settings.GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_can_no_longer_be_read_falls_back_too()
    {
        await SetAsync("free-models");
        await Eventually.Is(() => _host.Feed.Current!.ActiveView is not null);

        await _database.ExecuteAsync("UPDATE views SET filter = 'telepathy = true' WHERE name = 'free-models'");

        await Eventually.Is(() => _host.Feed.Current!.ActiveView is null);
    }

    [Fact]
    public async Task The_active_one_cannot_be_removed()
    {
        await SetAsync("free-models");

        using var removed = await Http.DeleteAsync("/api/v1/views/free-models");

        Assert.Equal(HttpStatusCode.Conflict, removed.StatusCode);
    }

    [Fact]
    public async Task An_empty_one_is_taken_with_a_notice()
    {
        using var saved = await Http.PutJsonAsync("/api/v1/views/nothing", """{"filter":"provider = nobody"}""");
        using var response = await Http.PutJsonAsync("/api/v1/settings", """{"active_table_name":"nothing"}""");

        Assert.Contains("contains no model", (await response.JsonAsync(HttpStatusCode.OK)).GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_that_went_through_it_are_counted_once()
    {
        var one = Decision("free-models");
        var named = Decision("");

        await SendAsync(one, one, named);
        await SendAsync(one, Decision("free-models"));

        var used = (await Http.GetJsonAsync("/api/v1/views/free-models")).GetProperty("used");
        Assert.Equal(2, used.GetProperty("decisions").GetInt64());
        Assert.Equal(0, used.GetProperty("listings").GetInt64());
    }

    private static LedgerEvent Decision(string view)
    {
        var id = Guid.CreateVersion7().ToString();
        return new()
        {
            EventId = id,
            Decision = new()
            {
                DecisionId = id,
                Selector = "auto",
                Provider = "openai",
                Model = "gpt-5.2",
                Outcome = "ok",
                Hash = new string('a', 64),
                CatalogRevision = 1,
                ActiveView = view,
            },
        };
    }

    private async Task SendAsync(params LedgerEvent[] events)
    {
        using var call = new UsageService.UsageServiceClient(_host.Channel).Ingest();
        await call.RequestStream.WriteAsync(new() { Events = { events } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Empty(call.ResponseStream.Current.Rejected);
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
    }

    private async Task SetAsync(string view)
    {
        using var set = await Http.PutJsonAsync("/api/v1/settings", $$"""{"active_table_name":"{{view}}"}""");
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
    }
}
